import { readFile, rename, writeFile } from "node:fs/promises";
import { isJsonObject } from "./json.ts";
import type { StackData } from "./model/stack-data.ts";

/** Raised by one to the number of the format when what is in the file changes its meaning. */
const FORMAT = 1;

/** A file that holds everything of a stack, so that it can go on after a restart. */
export class StateFile {
  readonly path: string;
  readonly #export: () => StackData;
  #running: Promise<void> = Promise.resolve();
  #queued: Promise<void> | undefined;

  /** `exportData` gives what is to be written at the moment it is written. */
  constructor(path: string, exportData: () => StackData) {
    this.path = path;
    this.#export = exportData;
  }

  /** What the file holds; undefined when there is no file. Throws an Error that names the file when it cannot be used. */
  async load(): Promise<StackData | undefined> {
    let text: string;
    try {
      text = await readFile(this.path, "utf8");
    } catch (error) {
      if (isNodeError(error) && error.code === "ENOENT") return undefined;
      throw new Error(`The state file ${this.path} cannot be read.`, { cause: error });
    }
    return parseState(text, this.path);
  }

  /**
   * Writes everything; resolves when what was there at the time of the call is in the file. The file is replaced in one
   * step, so that it is whole at any moment. Calls that come while it is being written share the next writing.
   */
  save(): Promise<void> {
    this.#queued ??= this.#running
      .catch(() => undefined)
      .then(() => {
        this.#queued = undefined;
        this.#running = this.#write();
        return this.#running;
      });
    return this.#queued;
  }

  async #write(): Promise<void> {
    const temporary = `${this.path}.${process.pid}.tmp`;
    await writeFile(temporary, JSON.stringify({ format: FORMAT, ...this.#export() }), { mode: 0o600 });
    await rename(temporary, this.path);
  }
}

function parseState(text: string, path: string): StackData {
  let state: unknown;
  try {
    state = JSON.parse(text);
  } catch (error) {
    throw new Error(`The state file ${path} is damaged: it is not JSON. Remove it to start afresh.`, {
      cause: error,
    });
  }
  const lists = ["images", "snapshots", "instances", "disks", "tokens"];
  if (
    !isJsonObject(state) ||
    state.format !== FORMAT ||
    typeof state.regionId !== "string" ||
    typeof state.clockOffsetMs !== "number" ||
    !isJsonObject(state.counters) ||
    !lists.every((name) => Array.isArray(state[name]))
  ) {
    throw new Error(`The state file ${path} was not written by this version. Remove it to start afresh.`);
  }
  // The parsing edge: the file is our own and of the right format; what is inside its lists was written by exportStack.
  return state as unknown as StackData;
}

function isNodeError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && "code" in error;
}
