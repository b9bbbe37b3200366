/** The kinds of resource that get an ID of their own. */
export type ResourceKind = "image" | "snapshot" | "instance" | "disk" | "task" | "credential";

const prefixes: Readonly<Record<ResourceKind, string>> = {
  image: "m-local",
  snapshot: "s-local",
  instance: "i-local",
  disk: "d-local",
  task: "t-local",
  credential: "STS.local",
};

/** The ID of the system image that every stack starts with. */
export const SYSTEM_IMAGE_ID = "m-local0000000000system";

/** How many of each kind were made so far, and how many resources in all. */
export type Counters = Record<ResourceKind | "sequence", number>;

/** Hands out IDs in a fixed order, so that the same calls on a fresh stack always give the same IDs. */
export class Ids {
  readonly counters: Counters = {
    image: 0,
    snapshot: 0,
    instance: 0,
    disk: 0,
    task: 0,
    credential: 0,
    sequence: 0,
  };

  /** A new ID: the shape of the service's, with `local` in place of the region code and a number behind it. */
  next(kind: ResourceKind): string {
    this.counters[kind] += 1;
    return `${prefixes[kind]}${String(this.counters[kind]).padStart(14, "0")}`;
  }

  /** Starts counting afresh. */
  reset(): void {
    Object.assign(this.counters, new Ids().counters);
  }

  /** A number greater than every one before: the order in which resources were made. */
  nextSequence(): number {
    this.counters.sequence += 1;
    return this.counters.sequence;
  }
}
