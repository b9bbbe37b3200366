import type { Caller } from "../actions/common/define-action.ts";
import { actions } from "../actions/table.ts";
import { StackClock } from "../model/clock.ts";
import { SYSTEM_IMAGE_ID } from "../model/ids.ts";
import type { Image, ImageFields } from "../model/image.ts";
import { seedStack } from "../model/seed.ts";
import { Stack } from "../model/stack.ts";
import { DEFAULT_REGION_ID } from "../options/option-table.ts";
import type { JsonObject } from "../wire/json.ts";
import { RequestParameters } from "../wire/parameters.ts";

/** The region of the stacks that tests make. */
export const REGION = DEFAULT_REGION_ID;
export const RUNNING = "i-local00000000000001";
export const STOPPED = "i-local00000000000002";
export const SYSTEM_IMAGE = SYSTEM_IMAGE_ID;
export const SYSTEM_SNAPSHOT = "s-local00000000000001";
export const DATA_SNAPSHOT = "s-local00000000000002";
/** The second region of the stacks that tests make. */
export const OTHER_REGION = "cn-local-env02-d01";

/** How long images take on the stacks that tests make. */
export const IMAGE_MS = 2000;
/** How long deletion takes on the stacks that tests make. */
export const DELETE_MS = 500;

/** A seeded stack whose time stands still until it is advanced. */
export function newStack(): Stack {
  const startMs = Date.UTC(2026, 0, 1);
  const stack = new Stack(REGION, { imageMs: IMAGE_MS, deleteMs: DELETE_MS }, new StackClock(() => startMs));
  seedStack(stack);
  return stack;
}

/** The IDs of the images and snapshots that the stack did not start with. */
export function addedIds(stack: Stack): {
  readonly images: readonly string[];
  readonly snapshots: readonly string[];
} {
  const seeded = newStack();
  return {
    images: [...stack.images.keys()].filter((id) => !seeded.images.has(id)),
    snapshots: [...stack.snapshots.keys()].filter((id) => !seeded.snapshots.has(id)),
  };
}

/** Parameters as a test writes them: numbers and truth values as they are, all others as texts. */
export type Sent = Readonly<Record<string, string | number | boolean>>;

/** The caller of the actions that tests run. */
const CALLER: Caller = { accessKeyId: "local-access-key-id", host: "127.0.0.1:80" };

/** Runs an action as a request with those parameters would; RegionId is added. Throws the ApiError it ends with. */
export function run(stack: Stack, action: string, sent: Sent = {}, caller: Caller = CALLER): JsonObject {
  const found = actions.find((row) => row.name === action);
  if (found === undefined) throw new Error(`There is no action ${action}.`);
  const entries = Object.entries({ RegionId: REGION, ...sent });
  return found.run(
    stack,
    new RequestParameters(new Map(entries.map(([name, value]) => [name, String(value)]))),
    caller,
  );
}

/** Makes an image from the system snapshot and waits until it is Available; returns its ID. */
export function availableImage(stack: Stack, sent: Sent = {}): string {
  const id = creatingImage(stack, sent);
  stack.clock.advance(IMAGE_MS);
  stack.processDueEvents();
  return id;
}

/** Makes an image from the system snapshot that is still Creating; returns its ID. */
export function creatingImage(stack: Stack, sent: Sent = {}): string {
  return String(run(stack, "CreateImage", { SnapshotId: SYSTEM_SNAPSHOT, ...sent }).ImageId);
}

/** The image of that ID, which must be there. */
export function imageOf(stack: Stack, id: string): Image {
  const image = stack.images.get(id);
  if (image === undefined) throw new Error(`There is no image ${id}.`);
  return image;
}

/** Sets how many snapshots of a disk can be in progress at once. */
export function allowConcurrentSnapshots(stack: Stack, concurrentSnapshotsPerDisk: number): void {
  stack.quotas = { ...stack.quotas, concurrentSnapshotsPerDisk };
}

/** Changes fields of an image, which the API may not allow. */
export function patchImage(stack: Stack, id: string, changes: Partial<ImageFields>): void {
  imageOf(stack, id);
  stack.images.change(id, changes);
}

/** The IDs that DescribeImages returns. */
export function imageIds(stack: Stack, sent: Sent = {}): unknown[] {
  const { Images } = run(stack, "DescribeImages", { PageSize: 100, ...sent });
  return listOf(Images, "Image").map((image) => image.ImageId);
}

/** The items of a wrapped list in a response. */
export function listOf(wrapper: unknown, name: string): JsonObject[] {
  const list = (wrapper as Record<string, JsonObject[]>)[name];
  if (list === undefined) throw new Error(`There is no list ${name}.`);
  return list;
}
