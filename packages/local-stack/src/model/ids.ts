/** The kinds of resource that get an ID of their own. */
export type ResourceKind = "image" | "snapshot" | "instance" | "disk" | "task" | "credential";

const prefixes: Readonly<Record<ResourceKind, string>> = {
  image: "m-",
  snapshot: "s-",
  instance: "i-",
  disk: "d-",
  task: "t-",
  credential: "STS.",
};

/** The ID of the system image that the first region of every stack starts with. */
export const SYSTEM_IMAGE_ID = systemImageId("local");

/** The ID of a system image. `namespace` stands where the service's IDs have a code of their region. */
export function systemImageId(namespace: string): string {
  return `m-${namespace}0000000000system`;
}

/** How many of each kind were made so far, and how many resources in all. */
export type Counters = Record<ResourceKind | "sequence", number>;

/** Hands out IDs in a fixed order, so that the same calls on a fresh stack always give the same IDs. */
export class Ids {
  readonly #namespace: string;
  readonly counters: Counters = {
    image: 0,
    snapshot: 0,
    instance: 0,
    disk: 0,
    task: 0,
    credential: 0,
    sequence: 0,
  };

  /** `namespace` stands in the IDs where the service's have a code of their region. */
  constructor(namespace = "local") {
    this.#namespace = namespace;
  }

  /** A new ID: the shape of the service's, with a number that counts up. */
  next(kind: ResourceKind): string {
    this.counters[kind] += 1;
    return `${prefixes[kind]}${this.#namespace}${String(this.counters[kind]).padStart(14, "0")}`;
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
