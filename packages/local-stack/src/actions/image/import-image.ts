import { apiError } from "../../errors/api-error.ts";
import { DEFAULT_FEATURES, type DiskDeviceMapping, type OperatingSystem } from "../../model/image.ts";
import { addCreatingImage } from "../../model/image-life.ts";
import { newImage } from "../../model/new-image.ts";
import { newSnapshot } from "../../model/new-snapshot.ts";
import type { Stack } from "../../model/stack.ts";
import { addTask } from "../../model/task-life.ts";
import type { Period } from "../../model/time.ts";
import { checkResourceGroup } from "../common/check-resource-group.ts";
import { defineAction } from "../common/define-action.ts";
import { findTaskRegion } from "../common/find-region.ts";
import { checkImageQuota, checkNameIsFree } from "../common/image-checks.ts";
import { platformFields } from "../common/platform-fields.ts";
import { tagList } from "../parameters/list-parameters.ts";
import { flag, required, text } from "../parameters/parameter.ts";
import { architecture, imdsSupport, importPlatform } from "../parameters/platform-rules.ts";
import { oneOf } from "../parameters/rule.ts";
import { checkNewTags, newTagErrors } from "../parameters/tag-rules.ts";
import { description, imageName } from "../parameters/text-rules.ts";
import { importErrors, importedDisks, importMapping } from "./import-disks.ts";

/** The share of an import's time in which the image is Waiting. */
const WAITING_SHARE = 1 / 4;

/**
 * ImportImage: an image from files in a bucket, the first of which is the system disk. There is no bucket: any name
 * works, but `missing` in the name of a bucket or file means that it does not exist, and `broken` in the name of a
 * file makes the import fail in the end. The image is Waiting, then Creating, and cannot be deleted meanwhile;
 * CancelTask removes it.
 */
export const importImage = defineAction({
  name: "ImportImage",
  writes: true,
  clientToken: { mismatch: "idempotentMismatch", malformed: "clientTokenMalformed" },
  parameters: {
    RegionId: required(text()),
    DiskDeviceMapping: importMapping,
    ImageName: text(imageName("importNameMalformed")),
    Description: text(description("importDescriptionMalformed")),
    Architecture: text(architecture),
    OSType: text(oneOf("osTypeMalformed", ["linux", "windows"])),
    Platform: text(importPlatform),
    BootMode: text(oneOf("importBootModeMalformed", ["BIOS", "UEFI"])),
    LicenseType: text(oneOf("importLicenseType", ["Auto", "Aliyun", "BYOL"])),
    DetectionStrategy: text(oneOf("detectionStrategyInvalid", ["Standard"])),
    RoleName: text(),
    "Features.ImdsSupport": text(imdsSupport),
    "Features.NvmeSupport": text(oneOf("invalidParamter", ["supported", "unsupported"])),
    ResourceGroupId: text(),
    Tag: tagList({ legacy: false }),
    ClientToken: text(),
    DryRun: flag(),
  },
  errors: [
    "taskRegionNotFound",
    "resourceGroupNotFound",
    ...importErrors,
    "bootModeNotSupported",
    "windowsImageCheck",
    "importNameDuplicated",
    "importTagDuplicated",
    "imageQuota",
    ...newTagErrors.filter((error) => error !== "duplicateTagKey"),
  ],
  find(stack, values) {
    const region = findTaskRegion(stack, values.RegionId);
    checkResourceGroup(values.ResourceGroupId);
    return { region, disks: importedDisks(values.DiskDeviceMapping) };
  },
  handle(stack, values, { region, disks }) {
    const { Architecture = "x86_64", Platform = "Others Linux" } = values;
    if (Architecture === "arm64" && values.BootMode === "BIOS") throw apiError("bootModeNotSupported");
    const names = platformFields(Platform);
    const OSType = values.OSType ?? names.OSType;
    if (OSType === "windows" && values.DetectionStrategy !== undefined) throw apiError("windowsImageCheck");
    checkKeysWithoutCase(values.Tag);
    const tags = checkNewTags(values.Tag);
    if (values.ImageName !== undefined) {
      checkNameIsFree(stack, region, values.ImageName, { error: "importNameDuplicated" });
    }
    checkImageQuota(stack, region);

    const ImageId = stack.ids.next("image");
    const taskId = stack.ids.next("task");
    const period = stack.periodFromNow(stack.durations.imageMs);
    const system = {
      Architecture,
      BootMode: values.BootMode ?? defaultBootMode(Architecture),
      ...names,
      OSType,
    };
    const mappings = disks.mappings.map((mapping) => ({
      ...mapping,
      SnapshotId: snapshotOf(stack, region, mapping, system, period),
    }));
    const image = newImage(
      stack,
      region,
      {
        ...system,
        Description: values.Description ?? "",
        DiskDeviceMappings: { DiskDeviceMapping: mappings },
        Features: {
          ...DEFAULT_FEATURES,
          ImdsSupport: values["Features.ImdsSupport"] ?? "v1",
          NvmeSupport: values["Features.NvmeSupport"] ?? "unsupported",
        },
        ImageId,
        ImageName: values.ImageName ?? ImageId,
        LicenseType: values.LicenseType ?? "Auto",
        Progress: "0%",
        ResourceGroupId: values.ResourceGroupId ?? "",
        Status: "Waiting",
        Tags: tags,
      },
      { kind: "import", taskId, fails: disks.fails },
    );
    addTask(stack, {
      taskId,
      regionId: region,
      TaskAction: "ImportImage",
      ResourceId: ImageId,
      period,
      items: disks.items,
    });
    const startMs = period.startMs + (period.endMs - period.startMs) * WAITING_SHARE;
    addCreatingImage(stack, image, { ...period, startMs });
    return { ImageId, RegionId: region, TaskId: taskId };
  },
});

/** Creates the snapshot of an imported disk; returns its ID. */
function snapshotOf(
  stack: Stack,
  region: string,
  mapping: DiskDeviceMapping,
  system: OperatingSystem,
  creation: Period,
): string {
  const snapshot = newSnapshot(stack, {
    regionId: region,
    creation,
    operatingSystem: mapping.Type === "system" ? system : undefined,
    fields: {
      SnapshotName: `SnapshotForImport-${mapping.ImportOSSObject}`,
      SourceDiskSize: mapping.Size,
      SourceDiskType: mapping.Type,
    },
  });
  return snapshot.fields.SnapshotId;
}

function defaultBootMode(arch: string): string {
  return arch === "arm64" ? "UEFI" : "BIOS";
}

function checkKeysWithoutCase(tags: readonly { readonly TagKey?: string }[]): void {
  const keys = tags.map((tag) => tag.TagKey?.toLowerCase());
  if (new Set(keys).size < keys.length) throw apiError("importTagDuplicated");
}
