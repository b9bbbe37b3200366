import { apiError } from "../../errors/api-error.ts";
import { defineAction } from "../common/define-action.ts";
import { flag, required, text } from "../parameters/parameter.ts";

/**
 * DeleteSnapshot: gone at once. One that an image holds cannot be deleted at all, one that a disk was made from only with
 * Force.
 */
export const deleteSnapshot = defineAction({
  name: "DeleteSnapshot",
  writes: true,
  parameters: { SnapshotId: required(text()), Force: flag() },
  errors: ["deletedSnapshotNotFound", "snapshotOfImage", "snapshotOfDisk"],
  find(stack, values) {
    const snapshot = stack.snapshots.get(values.SnapshotId);
    if (snapshot === undefined) throw apiError("deletedSnapshotNotFound");
    return snapshot;
  },
  handle(stack, values, snapshot) {
    if (stack.isSnapshotOfImage(values.SnapshotId)) throw apiError("snapshotOfImage");
    if (values.Force !== true && stack.isSnapshotOfDisk(values.SnapshotId)) throw apiError("snapshotOfDisk");
    stack.snapshots.delete(snapshot.fields.SnapshotId);
    return {};
  },
});
