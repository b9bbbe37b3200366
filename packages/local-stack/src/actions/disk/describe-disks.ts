import { defineAction } from "../common/define-action.ts";
import { candidates, passes, passesPattern, passesUnlessAll } from "../common/filters.ts";
import { findRegion, regionId } from "../common/find-region.ts";
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
    const matching = candidates(stack.disks, values.DiskIds).filter(
      ({ regionId: id, fields }) =>
        id === region.regionId &&
        passes(values.InstanceId, fields.InstanceId) &&
        passes(values.SnapshotId, fields.SourceSnapshotId) &&
        passesPattern(values.DiskName, fields.DiskName) &&
        passesUnlessAll(values.DiskType, fields.Type) &&
        passesUnlessAll(values.Category, fields.Category) &&
        passesUnlessAll(values.Status, fields.Status) &&
        passes(values.DeleteWithInstance, fields.DeleteWithInstance) &&
        passes(values.Encrypted, fields.Encrypted) &&
        passes(values.Portable, fields.Portable) &&
        passes(values.ResourceGroupId, fields.ResourceGroupId) &&
        passes(values.ZoneId, fields.ZoneId) &&
        hasTags(fields.Tags),
    );
    const page = pageOf(matching, values, { min: 10, max: 500 });
    return { ...page.fields, Disks: { Disk: page.items.map(diskToApi) } };
  },
});
