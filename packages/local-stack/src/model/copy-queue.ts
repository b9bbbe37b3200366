import type { Image } from "./image.ts";

/** At most this many copies into one region run at the same time; others wait. Source: "ECS API reference, CopyImage". */
const MAX_AT_ONCE = 5;

/** The copies of images that run, and those that wait for their turn. */
export class Copies {
  readonly #running = new Map<string, Set<Image>>();
  readonly #waiting = new Map<string, Set<Image>>();
  readonly #bySource = new Map<string, Image>();

  /** Adds a copy; true when it may begin at once. */
  add(image: Image): boolean {
    if (image.origin?.kind !== "copy") return false;
    this.#bySource.set(image.origin.sourceImageId, image);
    const running = setOf(this.#running, image.regionId);
    const mayBegin = running.size < MAX_AT_ONCE;
    (mayBegin ? running : setOf(this.#waiting, image.regionId)).add(image);
    return mayBegin;
  }

  /** Adds a copy that was running when the stack was saved. */
  restoreRunning(image: Image): void {
    if (image.origin?.kind !== "copy") return;
    this.#bySource.set(image.origin.sourceImageId, image);
    setOf(this.#running, image.regionId).add(image);
  }

  /**
   * Removes a copy that has ended, and returns the one that may begin now. Does nothing for an image that is not a
   * copy.
   */
  end(image: Image): Image | undefined {
    const waiting = setOf(this.#waiting, image.regionId);
    const wasRunning = setOf(this.#running, image.regionId).delete(image);
    const isCopy = waiting.delete(image) || wasRunning;
    if (!isCopy || image.origin?.kind !== "copy") return undefined;
    this.#bySource.delete(image.origin.sourceImageId);
    if (!wasRunning) return undefined;
    const [next] = waiting;
    if (next === undefined) return undefined;
    waiting.delete(next);
    setOf(this.#running, image.regionId).add(next);
    return next;
  }

  /** Whether a copy of the image is running or waiting. */
  isBeingCopied(imageId: string): boolean {
    return this.#bySource.has(imageId);
  }

  /** Removes all copies. */
  clear(): void {
    for (const map of [this.#running, this.#waiting, this.#bySource]) map.clear();
  }
}

function setOf(map: Map<string, Set<Image>>, regionId: string): Set<Image> {
  const known = map.get(regionId);
  if (known !== undefined) return known;
  const made = new Set<Image>();
  map.set(regionId, made);
  return made;
}
