import { snapshotFields } from "../../model/new-snapshot.ts";
import type { Snapshot } from "../../model/snapshot.ts";
import type { Stack } from "../../model/stack.ts";
import type { JsonObject } from "../../wire/json.ts";

/** A snapshot as the API shows it. */
export function snapshotToApi(stack: Stack, snapshot: Snapshot): JsonObject {
  return { ...snapshotFields(stack, snapshot), Usage: snapshotUsage(stack, snapshot) };
}

/** What the snapshot is used for: images, disks, both or nothing. */
export function snapshotUsage(stack: Stack, { fields: { SnapshotId } }: Snapshot): string {
  const uses = [
    ...(stack.isSnapshotOfImage(SnapshotId) ? ["image"] : []),
    ...(stack.isSnapshotOfDisk(SnapshotId) ? ["disk"] : []),
  ];
  return uses.join("_") || "none";
}
