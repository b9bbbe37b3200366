import { apiError } from "../../errors/api-error.ts";
import { type Image, isEncrypted } from "../../model/image.ts";
import { addTask } from "../../model/task-life.ts";
import { defineAction } from "../common/define-action.ts";
import { findTaskRegion } from "../common/find-region.ts";
import { flag, required, text } from "../parameters/parameter.ts";
import { must } from "../parameters/rule.ts";

const FORMATS = ["raw", "vhd", "qcow2", "vmdk", "vdi"];
/** What an image may have to be exported. Source: "ECS API reference, ExportImage". */
const MAX_DATA_DISKS = 4;
const MAX_DATA_DISK_GIB = 500;

/**
 * ExportImage: a task that writes an Available image of the account to a bucket. There is no bucket: any name
 * works, but one with `missing` in it does not exist. The image cannot be deleted or exported again meanwhile.
 */
export const exportImage = defineAction({
  name: "ExportImage",
  writes: true,
  parameters: {
    RegionId: required(text()),
    ImageId: required(text()),
    OSSBucket: required(text()),
    OSSPrefix: text(must("ossPrefixMalformed", (value) => /^[A-Za-z0-9]{1,30}$/.test(value))),
    ImageFormat: text(must("imageFormatMalformed", (value) => FORMATS.includes(value.toLowerCase()))),
    RoleName: text(),
    DryRun: flag(),
  },
  errors: [
    "taskRegionNotFound",
    "namedImageNotFound",
    "ossBucketNotFound",
    "exportCategory",
    "exportMarketplace",
    "exportEncrypted",
    "exportImageStatus",
    "exportDiskAmountOrSize",
    "imageIsExporting",
  ],
  find(stack, values) {
    const region = findTaskRegion(stack, values.RegionId);
    const image = stack.imageIn(region, values.ImageId);
    if (image === undefined) throw apiError("namedImageNotFound", values.ImageId);
    if (values.OSSBucket.includes("missing")) throw apiError("ossBucketNotFound");
    return image;
  },
  handle(stack, values, image) {
    checkCanBeExported(image);
    const { ImageId } = image.fields;
    if (stack.isBeingExported(ImageId)) throw apiError("imageIsExporting");
    const taskId = stack.ids.next("task");
    const format = values.ImageFormat?.toLowerCase() ?? "raw";
    const prefix = values.OSSPrefix === undefined ? "" : `${values.OSSPrefix}_`;
    addTask(stack, {
      taskId,
      regionId: image.regionId,
      TaskAction: "ExportImage",
      ResourceId: ImageId,
      period: stack.periodFromNow(stack.durations.imageMs),
      items: [
        {
          ErrorCode: "",
          ErrorMsg: "",
          RelatedItems: [
            { Name: "OSSBucket", Value: values.OSSBucket },
            { Name: "OSSObject", Value: `${prefix}${ImageId}_${taskId}.${format}` },
            { Name: "ImageFormat", Value: format.toUpperCase() },
          ],
        },
      ],
    });
    return { RegionId: image.regionId, TaskId: taskId };
  },
});

function checkCanBeExported(image: Image): void {
  const { DiskDeviceMappings, ImageOwnerAlias, IsPublic, ProductCode, Status } = image.fields;
  if (ImageOwnerAlias === "marketplace" || ProductCode !== "") throw apiError("exportMarketplace");
  if (ImageOwnerAlias !== "self" || IsPublic) throw apiError("exportCategory");
  if (Status !== "Available") throw apiError("exportImageStatus");
  if (isEncrypted(image)) throw apiError("exportEncrypted");
  const data = DiskDeviceMappings.DiskDeviceMapping.filter(
    (mapping) => mapping.Type === "data" && mapping.SnapshotId !== "",
  );
  if (data.length > MAX_DATA_DISKS || data.some((mapping) => Number(mapping.Size) > MAX_DATA_DISK_GIB)) {
    throw apiError("exportDiskAmountOrSize");
  }
}
