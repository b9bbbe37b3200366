import { ValueError, type ValueErrorCode } from "./errors.ts";
import { type Path, type PathStep, toStep } from "./path.ts";

/** Deepest nesting of lists, objects and so on that is read or written; far beyond any schema, far below the stack. */
export const MAX_DEPTH = 512;

/**
 * Where a walk through a value is, so that an error can say so. Steps are only made into a path when there is one.
 *
 * Between `enterSet` and `leaveSet` steps are not recorded: what is in a set has no address.
 */
export class Tracker {
  readonly #start: Path;
  readonly #steps: (string | number | PathStep)[] = [];
  #insideSets = 0;
  #depth = 0;

  constructor(start: Path = []) {
    this.#start = start;
  }

  /** Goes down one level. Every `enter` needs its `leave`, except on the way out of an error. */
  enter(): void {
    if (++this.#depth > MAX_DEPTH) this.fail("too_deep", `nested more than ${MAX_DEPTH} levels deep`);
  }

  leave(): void {
    this.#depth--;
  }

  push(step: string | number | PathStep): void {
    if (this.#insideSets === 0) this.#steps.push(step);
  }

  pop(): void {
    if (this.#insideSets === 0) this.#steps.pop();
  }

  enterSet(): void {
    this.#insideSets++;
  }

  leaveSet(): void {
    this.#insideSets--;
  }

  path(): Path {
    return [...this.#start, ...this.#steps.map(toStep)];
  }

  fail(code: ValueErrorCode, detail: string, cause?: unknown): never {
    throw new ValueError(code, detail, this.path(), cause === undefined ? undefined : { cause });
  }

  /** Runs a conversion that knows no path, and gives the error it throws the path of here. */
  located<T>(convert: () => T): T {
    try {
      return convert();
    } catch (error) {
      if (error instanceof ValueError && error.path.length === 0)
        this.fail(error.code, error.detail, error.cause);
      throw error;
    }
  }
}
