import { apiError } from "../../errors/api-error.ts";
import { DEFAULT_FEATURES } from "../../model/image.ts";
import { addCreatingImage } from "../../model/image-life.ts";
import { newImage } from "../../model/new-image.ts";
import { checkResourceGroup } from "../common/check-resource-group.ts";
import { defineAction } from "../common/define-action.ts";
import { diskSnapshotErrors } from "../common/disk-snapshot-quota.ts";
import { findRegion, regionId } from "../common/find-region.ts";
import { checkImageQuota, checkNameIsFree } from "../common/image-checks.ts";
import { platformFields } from "../common/platform-fields.ts";
import { structures, tagList } from "../parameters/list-parameters.ts";
import { flag, integer, text } from "../parameters/parameter.ts";
import { architecture, bootMode, imdsSupport, platform } from "../parameters/platform-rules.ts";
import { oneOf } from "../parameters/rule.ts";
import { checkNewTags, newTagErrors } from "../parameters/tag-rules.ts";
import { description, imageName, imageVersion } from "../parameters/text-rules.ts";
import { checkDiskMappings, mappingSource } from "./create-image-from-mappings.ts";
import { instanceSource, snapshotSource } from "./create-image-sources.ts";

const diskTypes = ["system", "data"];

/**
 * CreateImage: an image from an instance, from mappings of snapshots or from one system-disk snapshot. When a request
 * names several sources, the first in that order counts. The image is Creating for `imageMs`.
 */
export const createImage = defineAction({
  name: "CreateImage",
  writes: true,
  clientToken: { mismatch: "createTokenMismatch", malformed: "clientTokenMalformed" },
  parameters: {
    RegionId: regionId,
    InstanceId: text(),
    SnapshotId: text(),
    DiskDeviceMapping: structures({
      Device: text(),
      DiskType: text(oneOf("diskTypeNotSupported", diskTypes)),
      Size: integer(),
      SnapshotId: text(),
    }),
    ImageName: text(imageName("imageNameMalformed")),
    Description: text(description("descriptionMalformed")),
    ImageVersion: text(imageVersion),
    ImageFamily: text(imageName("imageFamilyMalformed")),
    Architecture: text(architecture),
    Platform: text(platform),
    BootMode: text(bootMode),
    DetectionStrategy: text(oneOf("detectionStrategyInvalid", ["Standard"])),
    "Features.ImdsSupport": text(imdsSupport),
    "SecureBootOptions.SecureBootSupport": text(oneOf("invalidParameter", ["supported", "unsupported"])),
    ResourceGroupId: text(),
    Tag: tagList({ legacy: true }),
    ClientToken: text(),
    DryRun: flag(),
  },
  errors: [
    "regionNotFound",
    "missingImageSource",
    "sourceInstanceNotFound",
    "snapshotNotFound",
    "resourceGroupNotFound",
    "imageNameDuplicated",
    "imageQuota",
    "sourceInstanceStatus",
    ...diskSnapshotErrors,
    "snapshotNotSystem",
    "snapshotNotReady",
    "snapshotTooOld",
    "noSystemSnapshot",
    "manySystemSnapshots",
    "deviceMalformed",
    "deviceInUse",
    "sizeNotSupported",
    ...newTagErrors,
  ],
  find(stack, values) {
    const region = findRegion(stack, values.RegionId);
    checkResourceGroup(values.ResourceGroupId);
    const snapshot = (id: string) => {
      const found = stack.snapshots.get(id);
      if (found?.regionId !== region.regionId) throw apiError("snapshotNotFound");
      return found;
    };
    if (values.InstanceId !== undefined) {
      const instance = stack.instances.get(values.InstanceId);
      if (instance?.regionId !== region.regionId) throw apiError("sourceInstanceNotFound", values.InstanceId);
      return instanceSource(instance);
    }
    if (values.DiskDeviceMapping.length > 0) {
      const mappings = values.DiskDeviceMapping.map((mapping) => ({
        device: mapping.Device,
        diskType: mapping.DiskType,
        sizeGib: mapping.Size,
        snapshot: mapping.SnapshotId === undefined ? undefined : snapshot(mapping.SnapshotId),
      }));
      return mappingSource(checkDiskMappings(mappings));
    }
    if (values.SnapshotId !== undefined) return snapshotSource(snapshot(values.SnapshotId));
    throw apiError("missingImageSource");
  },
  handle(stack, values, source) {
    const tags = checkNewTags(values.Tag);
    if (values.ImageName !== undefined) checkNameIsFree(stack, values.RegionId, values.ImageName);
    checkImageQuota(stack, values.RegionId);
    source.checkState(stack);
    const ImageId = stack.ids.next("image");
    const creation = stack.periodFromNow(stack.durations.imageMs);
    const made = source.make(stack, ImageId, creation);
    const image = newImage(stack, values.RegionId, {
      ...made.operatingSystem,
      ...(values.Platform !== undefined && made.platformIsOpen && platformFields(values.Platform)),
      ...(values.Architecture !== undefined && made.platformIsOpen && { Architecture: values.Architecture }),
      ...(values.BootMode !== undefined && { BootMode: values.BootMode }),
      DiskDeviceMappings: { DiskDeviceMapping: made.mappings },
      Features: {
        ...DEFAULT_FEATURES,
        ImdsSupport: values["Features.ImdsSupport"] ?? made.imdsSupport,
      },
      SecureBootOptions: {
        SecureBootSupport: values["SecureBootOptions.SecureBootSupport"] ?? "unsupported",
      },
      ImageId,
      ImageName: values.ImageName ?? ImageId,
      Description: values.Description ?? "",
      ImageFamily: values.ImageFamily ?? "",
      ImageVersion: values.ImageVersion ?? "",
      ResourceGroupId: values.ResourceGroupId ?? "",
      Progress: "0%",
      Status: "Creating",
      Tags: tags,
    });
    addCreatingImage(stack, image, creation);
    return { ImageId };
  },
});
