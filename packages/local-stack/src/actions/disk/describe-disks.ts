import { defineAction } from "../common/define-action.ts";
import { candidates, findRegion, matchesPattern, regionId } from "../common/lookup.ts";
import { jsonList, tagList } from "../parameters/list-parameters.ts";
import { pageOf, pageOrTokenParameters } from "../parameters/paging.ts";
import { flag, text } from "../parameters/parameter.ts";
import { oneOf } from "../parameters/rule.ts";
import { tagFilter, tagFilterErrors } from "../parameters/tag-filter.ts";
import { diskToApi } from "./disk-to-api.ts";

const STATUSES = ["In_use", "Available", "Attaching", "Detaching", "Creating", "ReIniting", "All"];
const CATEGORIES = [
  "all",
  "cloud",
  "cloud_efficiency",
  "cloud_ssd",
  "cloud_essd",
  "cloud_auto",
  "cloud_essd_entry",
  "local_ssd_pro",
  "local_hdd_pro",
  "ephemeral",
  "ephemeral_ssd",
];

/** DescribeDisks: the disks that match every given filter, newest first. */
export const describeDisks = defineAction({
  name: "DescribeDisks",
  writes: false,
  parameters: {
    RegionId: regionId,
    DiskIds: jsonList("diskIdsExceed", "diskIdsInvalid"),
    InstanceId: text(),
    SnapshotId: text(),
    DiskName: text(),
    DiskType: text(oneOf("diskTypeNotSupported", ["all", "system", "data"])),
    Category: text(oneOf("diskCategoryNotSupported", CATEGORIES)),
    Status: text(oneOf("diskStatusNotSupported", STATUSES)),
    DeleteWithInstance: flag(),
    Encrypted: flag(),
    Portable: flag(),
    ResourceGroupId: text(),
    ZoneId: text(),
    Tag: tagList({ legacy: true }),
    ...pageOrTokenParameters,
    DryRun: flag(),
  },
  errors: ["regionNotFound", "diskIdsExceed", "diskIdsInvalid", ...tagFilterErrors],
  find: (stack, values) => findRegion(stack, values.RegionId),
  handle(stack, values, region) {
    const hasTags = tagFilter(values.Tag);
    const is = <T>(wanted: T | undefined, actual: T) => wanted === undefined || wanted === actual;
    const isOrAll = (wanted: string | undefined, actual: string) =>
      wanted?.toLowerCase() === "all" || is(wanted, actual);
    const matching = candidates(stack.disks, values.DiskIds).filter(
      ({ regionId: id, fields }) =>
        id === region.regionId &&
        is(values.InstanceId, fields.InstanceId) &&
        is(values.SnapshotId, fields.SourceSnapshotId) &&
        (values.DiskName === undefined || matchesPattern(fields.DiskName, values.DiskName)) &&
        isOrAll(values.DiskType, fields.Type) &&
        isOrAll(values.Category, fields.Category) &&
        isOrAll(values.Status, fields.Status) &&
        is(values.DeleteWithInstance, fields.DeleteWithInstance) &&
        is(values.Encrypted, fields.Encrypted) &&
        is(values.Portable, fields.Portable) &&
        is(values.ResourceGroupId, fields.ResourceGroupId) &&
        is(values.ZoneId, fields.ZoneId) &&
        hasTags(fields.Tags),
    );
    const page = pageOf(matching, values, { min: 10, max: 500 });
    return { ...page.fields, Disks: { Disk: page.items.map(diskToApi) } };
  },
});
