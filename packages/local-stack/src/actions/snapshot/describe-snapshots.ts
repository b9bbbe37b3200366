import { apiError } from "../../errors/api-error.ts";
import { defineAction } from "../common/define-action.ts";
import { candidates, isBetween, parseFilterTime, passes, passesUnlessAll } from "../common/filters.ts";
import { findRegion, regionId } from "../common/find-region.ts";
import { jsonList, structures, tagList } from "../parameters/list-parameters.ts";
import { pageOf, pageOrTokenParameters } from "../parameters/paging.ts";
import { flag, text } from "../parameters/parameter.ts";
import { must, oneOf } from "../parameters/rule.ts";
import { tagFilter, tagFilterErrors } from "../parameters/tag-filter.ts";
import { snapshotToApi, snapshotUsage } from "./snapshot-to-api.ts";

/** DescribeSnapshots: the snapshots that match every given filter, newest first, whatever their status. */
export const describeSnapshots = defineAction({
  name: "DescribeSnapshots",
  writes: false,
  parameters: {
    RegionId: regionId,
    SnapshotIds: jsonList("snapshotIdsExceed"),
    DiskId: text(),
    InstanceId: text(),
    SnapshotName: text(),
    SnapshotType: text(oneOf("snapshotTypeNotFound", ["auto", "user", "all"])),
    SourceDiskType: text(
      must("sourceDiskTypeInvalid", (value) => ["system", "data"].includes(value.toLowerCase())),
    ),
    Status: text(oneOf("statusNotFound", ["progressing", "accomplished", "failed", "all"])),
    Usage: text(oneOf("usageInvalid", ["image", "disk", "image_disk", "none"])),
    Encrypted: flag(),
    ResourceGroupId: text(),
    Filter: structures({ Key: text(), Value: text() }),
    Tag: tagList({ legacy: true }),
    ...pageOrTokenParameters,
    DryRun: flag(),
  },
  errors: [
    "regionNotFound",
    "snapshotIdsExceed",
    "filterKeyNotFound",
    "filterValueInvalid",
    ...tagFilterErrors,
  ],
  find: (stack, values) => findRegion(stack, values.RegionId),
  handle(stack, values, region) {
    const hasTags = tagFilter(values.Tag);
    const [startMs, endMs] = creationRange(values.Filter);
    const matching = candidates(stack.snapshots, values.SnapshotIds).filter((snapshot) => {
      const { fields } = snapshot;
      return (
        snapshot.regionId === region.regionId &&
        passes(values.DiskId, fields.SourceDiskId) &&
        (values.InstanceId === undefined ||
          stack.disks.get(fields.SourceDiskId)?.fields.InstanceId === values.InstanceId) &&
        passes(values.SnapshotName, fields.SnapshotName) &&
        passesUnlessAll(values.SnapshotType, fields.SnapshotType) &&
        passes(values.SourceDiskType?.toLowerCase(), fields.SourceDiskType) &&
        passesUnlessAll(values.Status, fields.Status) &&
        (values.Usage === undefined || values.Usage === snapshotUsage(stack, snapshot)) &&
        (values.Encrypted === undefined || values.Encrypted === fields.Encrypted) &&
        passes(values.ResourceGroupId, fields.ResourceGroupId) &&
        (values.Filter.length === 0 || isBetween(Date.parse(fields.CreationTime), startMs, endMs)) &&
        hasTags(fields.Tags)
      );
    });
    const page = pageOf(matching, values, { min: 1, max: 100 });
    return {
      ...page.fields,
      Snapshots: { Snapshot: page.items.map((snapshot) => snapshotToApi(stack, snapshot)) },
    };
  },
});

function creationRange(
  filters: readonly { readonly Key: string | undefined; readonly Value: string | undefined }[],
): [startMs: number, endMs: number] {
  let [startMs, endMs] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (const { Key, Value = "" } of filters) {
    if (Key === "CreationStartTime") startMs = parseFilterTime(Value);
    else if (Key === "CreationEndTime") endMs = parseFilterTime(Value);
    else throw apiError("filterKeyNotFound");
  }
  return [startMs, endMs];
}
