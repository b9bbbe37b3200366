import { apiError } from "../../errors/api-error.ts";
import { addSnapshot } from "../../model/new-snapshot.ts";
import { checkResourceGroup } from "../common/check-resource-group.ts";
import { defineAction } from "../common/define-action.ts";
import { checkDiskCanBeSnapshot, diskSnapshotErrors } from "../common/disk-snapshot-quota.ts";
import { tagList } from "../parameters/list-parameters.ts";
import { integer, required, text } from "../parameters/parameter.ts";
import { checkNewTags, newTagErrors } from "../parameters/tag-rules.ts";
import { description, snapshotName } from "../parameters/text-rules.ts";

/** CreateSnapshot: progressing at once, accomplished after the time an image takes. */
export const createSnapshot = defineAction({
  name: "CreateSnapshot",
  writes: true,
  clientToken: { mismatch: "snapshotTokenUsed", malformed: "clientTokenMalformed" },
  parameters: {
    DiskId: required(text()),
    SnapshotName: text(snapshotName),
    Description: text(description("snapshotDescriptionMalformed")),
    RetentionDays: integer({ min: 1, max: 65_536 }),
    ResourceGroupId: text(),
    Tag: tagList({ legacy: true }),
    ClientToken: text(),
  },
  errors: [
    "diskNotFound",
    "resourceGroupNotFound",
    "snapshotInstanceStatus",
    ...diskSnapshotErrors,
    ...newTagErrors,
  ],
  find(stack, values) {
    checkResourceGroup(values.ResourceGroupId);
    const disk = stack.disks.get(values.DiskId);
    if (disk === undefined) throw apiError("diskNotFound");
    return disk;
  },
  handle(stack, values, disk) {
    const tags = checkNewTags(values.Tag);
    const instance = stack.instances.get(disk.fields.InstanceId);
    if (instance !== undefined && !["Running", "Stopped"].includes(instance.fields.Status)) {
      throw apiError("snapshotInstanceStatus");
    }
    checkDiskCanBeSnapshot(stack, disk.fields.DiskId);
    const snapshot = addSnapshot(stack, disk, stack.periodFromNow(stack.durations.imageMs), {
      SnapshotName: values.SnapshotName ?? "",
      Description: values.Description ?? "",
      ResourceGroupId: values.ResourceGroupId ?? "",
      ...(values.RetentionDays !== undefined && { RetentionDays: values.RetentionDays }),
      Tags: tags,
    });
    return { SnapshotId: snapshot.fields.SnapshotId };
  },
});
