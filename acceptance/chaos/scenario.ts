import type { Fault } from "../support/test-stack.ts";

/** What the command under faults does to the images. */
export const OPERATIONS = ["create", "update", "replace", "replace-before", "delete"] as const;
export type Operation = (typeof OPERATIONS)[number];

/** What is done to the processes during the command. */
export const DISTURBANCES = ["none", "ctrl-c", "ctrl-c twice", "kill provider", "kill terraform"] as const;
export type Disturbance = (typeof DISTURBANCES)[number];

/** The resource type of a scenario; all its images have the same. */
export type ImageResource = "alibabacloudstack_image" | "alibabacloudstack_image_copy";

/** An image as the configuration describes it. */
export interface ImageBlock {
  readonly resource: ImageResource;
  readonly label: string;
  /** The arguments for the source, as HCL. */
  readonly source: string;
  readonly name: string;
  readonly description: string | undefined;
  readonly tags: Readonly<Record<string, string>>;
  readonly createBeforeDestroy: boolean;
}

/** When an event happens during a command: some time after its start, or after a certain call. */
export type Trigger =
  | { readonly at: "start"; readonly delayMs: number }
  | {
      /** The arrival of a request, or the response to it, which is held back until the event is over. */
      readonly at: "request" | "response";
      readonly action: string;
      readonly nth: number;
      readonly delayMs: number;
    };

/** Everything that happens in a scenario. It depends on the seed alone. */
export interface Scenario {
  readonly seed: number;
  readonly operation: Operation;
  /** The images that exist before the command; empty for a create. */
  readonly before: readonly ImageBlock[];
  /** The images that the command shall create, change or keep. */
  readonly after: readonly ImageBlock[];
  readonly faults: readonly Fault[];
  /** Which creations fail; 1 is the first request. */
  readonly failedCreations: readonly number[];
  /** When the service refuses connections, and for how long. */
  readonly outage: { readonly trigger: Trigger; readonly durationMs: number } | undefined;
  readonly disturbance: Disturbance;
  readonly trigger: Trigger;
  /** Time between the two Ctrl-C. */
  readonly secondInterruptAfterMs: number;
  readonly imageSeconds: number;
  readonly deleteSeconds: number;
  /** The block `timeouts` of every image; undefined for the defaults. */
  readonly timeouts: { readonly create: string; readonly delete: string } | undefined;
  readonly maxRetries: number;
  readonly readTimeoutMs: number;
  readonly parallelism: number;
}

/** Whether a disturbance ends a process in the middle of its work. Terraform exits at once at a second Ctrl-C. */
export function isAbrupt(disturbance: Disturbance): boolean {
  return disturbance !== "none" && disturbance !== "ctrl-c";
}
