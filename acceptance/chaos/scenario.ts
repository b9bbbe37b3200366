import type { Fault } from "../support/test-stack.ts";

/** What terraform is asked to do while things break. */
export const OPERATIONS = ["create", "update", "replace", "replace-before", "delete"] as const;
export type Operation = (typeof OPERATIONS)[number];

/** What befalls the processes meanwhile. */
export const DISTURBANCES = ["none", "ctrl-c", "ctrl-c twice", "kill provider", "kill terraform"] as const;
export type Disturbance = (typeof DISTURBANCES)[number];

/** How the images of a scenario are made: all of them by one resource. */
export type ImageResource = "alibabacloudstack_image" | "alibabacloudstack_image_copy";

/** An image as the configuration describes it. */
export interface ImageBlock {
  readonly resource: ImageResource;
  readonly label: string;
  /** The arguments that say what it is made of. */
  readonly source: string;
  readonly name: string;
  readonly description: string | undefined;
  readonly tags: Readonly<Record<string, string>>;
  readonly createBeforeDestroy: boolean;
}

/** A moment while a command runs. */
export type Moment =
  | { readonly at: "start"; readonly delayMs: number }
  | {
      /** A call arrives at the service, or its work is done and its answer held back until the disturbance is over. */
      readonly at: "arrival" | "answer";
      readonly action: string;
      readonly nth: number;
      readonly delayMs: number;
    };

/** Everything that happens in a scenario; nothing of it depends on anything but the seed. */
export interface Scenario {
  readonly seed: number;
  readonly operation: Operation;
  /** What is there before; empty for a create. */
  readonly before: readonly ImageBlock[];
  /** What is wanted. */
  readonly after: readonly ImageBlock[];
  readonly faults: readonly Fault[];
  /** Images whose creation fails, by the order in which they are asked for. */
  readonly failedCreations: readonly number[];
  /** When nothing listens for a while. */
  readonly outage: { readonly moment: Moment; readonly lastsMs: number } | undefined;
  readonly disturbance: Disturbance;
  readonly moment: Moment;
  /** Between the two Ctrl-C. */
  readonly secondAfterMs: number;
  readonly imageSeconds: number;
  readonly deleteSeconds: number;
  /** `timeouts` of every image, as Terraform writes durations; undefined for the default. */
  readonly timeouts: { readonly create: string; readonly delete: string } | undefined;
  readonly maxRetries: number;
  readonly readTimeoutMs: number;
  readonly parallelism: number;
}

/** Whether a disturbance ends a process in the middle of whatever it does. A second Ctrl-C makes terraform leave at once. */
export function isAbrupt(disturbance: Disturbance): boolean {
  return disturbance !== "none" && disturbance !== "ctrl-c";
}
