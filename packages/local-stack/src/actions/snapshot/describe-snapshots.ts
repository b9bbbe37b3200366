import { apiError } from "../../errors/api-error.ts";
import { defineAction } from "../common/define-action.ts";
import { candidates, findRegion, parseFilterTime, regionId } from "../common/lookup.ts";
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
    const is = (wanted: string | undefined, actual: string) => wanted === undefined || wanted === actual;
    const isOrAll = (wanted: string | undefined, actual: string) => wanted === "all" || is(wanted, actual);
    const matching = candidates(stack.snapshots, values.SnapshotIds).filter((snapshot) => {
      const { fields } = snapshot;
      return (
        snapshot.regionId === region.regionId &&
        is(values.DiskId, fields.SourceDiskId) &&
        (values.InstanceId === undefined ||
          stack.disks.get(fields.SourceDiskId)?.fields.InstanceId === values.InstanceId) &&
        is(values.SnapshotName, fields.SnapshotName) &&
        isOrAll(values.SnapshotType, fields.SnapshotType) &&
        is(values.SourceDiskType?.toLowerCase(), fields.SourceDiskType) &&
        isOrAll(values.Status, fields.Status) &&
        (values.Usage === undefined || values.Usage === snapshotUsage(stack, snapshot)) &&
        (values.Encrypted === undefined || values.Encrypted === fields.Encrypted) &&
        is(values.ResourceGroupId, fields.ResourceGroupId) &&
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

function isBetween(value: number, min: number, max: number): boolean {
  return value >= min && value <= max;
}

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
