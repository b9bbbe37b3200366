import type { Stack } from "../../model/stack.ts";
import { availableImage, creatingImage, patchImage, run, SYSTEM_IMAGE } from "../stack.ts";
import { casesOf, type ErrorCase, manyTags } from "./error-case.ts";
import { imageWithDataDisk } from "./share.ts";

const NOWHERE = { RegionId: "cn-nowhere" };
const FILE = { "DiskDeviceMapping.1.OSSBucket": "bucket", "DiskDeviceMapping.1.OSSObject": "disk.raw" };
const BUCKET = { OSSBucket: "bucket" };
const available = (stack: Stack) => ({ ImageId: availableImage(stack) });
const secondDisk = (Size: number) => ({
  "DiskDeviceMapping.2.OSSBucket": "bucket",
  "DiskDeviceMapping.2.OSSObject": "disk.raw",
  "DiskDeviceMapping.2.DiskImageSize": Size,
});
const patched = (changes: Parameters<typeof patchImage>[2]) => (stack: Stack) => {
  const sent = available(stack);
  patchImage(stack, sent.ImageId, changes);
  return sent;
};

function exporting(stack: Stack) {
  const sent = available(stack);
  run(stack, "ExportImage", { ...sent, ...BUCKET });
  return sent;
}

const importImage = casesOf("ImportImage", FILE, [
  ["taskRegionNotFound", "400 InvalidRegionId.NotFound", NOWHERE],
  ["resourceGroupNotFound", "404 InvalidResourceGroup.NotFound", { ResourceGroupId: "no group" }],
  ["importParameterMissing", "400 MissingParameter", { "DiskDeviceMapping.1.OSSBucket": "" }],
  ["importParameterMissing", "400 MissingParameter", { "DiskDeviceMapping.1.OSSObject": "" }],
  ["ossBucketMalformed", "400 InvalidOSSBucket.Malformed", { "DiskDeviceMapping.1.OSSBucket": "B_" }],
  ["ossBucketNotFound", "400 InvalidOSSBucket.NotFound", { "DiskDeviceMapping.1.OSSBucket": "missing" }],
  ["ossObjectNotFound", "400 InvalidOSSObject.NotFound", { "DiskDeviceMapping.1.OSSObject": "missing.raw" }],
  ["systemDiskImageSize", "400 InvalidImageSize", { "DiskDeviceMapping.1.DiskImageSize": 2049 }],
  ["systemDiskImageSize", "400 InvalidImageSize", { "DiskDeviceMapping.1.DiskImSize": 0 }],
  ["dataDiskImageSize", "400 InvalidDataDiskSize", secondDisk(0)],
  ["imageFormatMalformed", "400 InvalidImageFormat.Malformed", { "DiskDeviceMapping.1.Format": "ISO" }],
  ["importNameMalformed", "400 InvalidImageName.Malformed", { ImageName: "1" }],
  ["importDescriptionMalformed", "400 InvalidDescription.Malformed", { Description: "d" }],
  ["architectureMalformed", "400 InvalidArchitecture.Malformed", { Architecture: "vax" }],
  ["osTypeMalformed", "400 InvalidOSType.Malformed", { OSType: "plan9" }],
  ["platformMalformed", "400 InvalidPlatform.Malformed", { Platform: "Multics" }],
  ["importBootModeMalformed", "400 InvalidBootMode.Malformed", { BootMode: "UEFI-Preferred" }],
  ["bootModeNotSupported", "400 InvalidBootMode.NotSupport", { BootMode: "BIOS", Architecture: "arm64" }],
  ["importLicenseType", "400 InvalidLicenseType.NotSupported", { LicenseType: "GPL" }],
  ["detectionStrategyInvalid", "400 InvalidParameter.DetectionStrategy", { DetectionStrategy: "Deep" }],
  [
    "windowsImageCheck",
    "403 ImageCheckUnsupported.WindowsImage",
    { OSType: "windows", DetectionStrategy: "Standard" },
  ],
  ["imdsSupportInvalid", "400 InvalidParameter.FeaturesImdsSupport", { "Features.ImdsSupport": "v3" }],
  ["invalidParamter", "400 InvalidParamter", { "Features.NvmeSupport": "perhaps" }],
  [
    "importNameDuplicated",
    "400 InvalidImageName.Duplicated",
    { ImageName: "taken" },
    (stack) => void availableImage(stack, { ImageName: "taken" }),
  ],
  ["importTagDuplicated", "403 TagKey.Duplication", { "Tag.1.Key": "a", "Tag.2.Key": "A" }],
  ["tagKeyMalformed", "400 InvalidTagKey.Malformed", { "Tag.1.Key": "acs:a" }],
  ["tagValueMalformed", "400 InvalidTagValue.Malformed", { "Tag.1.Key": "a", "Tag.1.Value": "acs:b" }],
  ["tagQuota", "403 QuotaExceed.Tags", manyTags(21)],
  [
    "imageQuota",
    "403 QuotaExceed.Image",
    {},
    (stack) => {
      stack.quotas = { ...stack.quotas, imagesPerRegion: 0 };
      return undefined;
    },
  ],
  [
    "idempotentMismatch",
    "400 IdempotentParameterMismatch",
    { ClientToken: "token", ImageName: "second" },
    (stack) => void run(stack, "ImportImage", { ...FILE, ClientToken: "token" }),
  ],
  ["clientTokenMalformed", "400 InvalidClientToken.Malformed", { ClientToken: "t".repeat(65) }],
]);
const importNothing = casesOf("ImportImage", {}, [
  ["importMappingMissing", "403 MissingParameter.DiskDeviceMapping", {}],
]);

const exportImage = casesOf("ExportImage", BUCKET, [
  ["taskRegionNotFound", "400 InvalidRegionId.NotFound", NOWHERE, available],
  ["namedImageNotFound", "404 InvalidImageId.NotFound", { ImageId: "m-unknown" }],
  ["ossBucketNotFound", "400 InvalidOSSBucket.NotFound", { OSSBucket: "missing" }, available],
  ["ossPrefixMalformed", "400 InvalidOSSPrefix.Malformed", { OSSPrefix: "a-b" }, available],
  ["imageFormatMalformed", "400 InvalidImageFormat.Malformed", { ImageFormat: "iso" }, available],
  ["exportCategory", "403 InvalidImageCategory.NotSupported", { ImageId: SYSTEM_IMAGE }],
  ["exportMarketplace", "400 ImageNotSupported", {}, patched({ ProductCode: "cmjj000000" })],
  [
    "exportEncrypted",
    "400 ImageNotSupported",
    {},
    (stack) => {
      const { ImageId } = run(stack, "CopyImage", { ...available(stack), Encrypted: true });
      stack.clock.advance(stack.durations.imageMs);
      return { ImageId: String(ImageId) };
    },
  ],
  ["exportImageStatus", "400 IncorrectImageStatus", {}, (stack) => ({ ImageId: creatingImage(stack) })],
  [
    "exportDiskAmountOrSize",
    "400 InvalidImage.DiskAmountOrSize",
    {},
    (stack) => imageWithDataDisk(stack, 501),
  ],
  [
    "exportDiskAmountOrSize",
    "400 InvalidImage.DiskAmountOrSize",
    {},
    (stack) => imageWithDataDisk(stack, 5, 5),
  ],
  ["imageIsExporting", "403 ImageIsExporting", {}, exporting],
]);

const tasks = [
  ...casesOf("DescribeTasks", {}, [
    ["taskRegionNotFound", "400 InvalidRegionId.NotFound", NOWHERE],
    ["filterValueInvalid", "404 InvalidFilterValue", { StartTime: "yesterday" }],
  ]),
  ...casesOf("DescribeTaskAttribute", { TaskId: "t-unknown" }, [
    ["taskRegionNotFound", "400 InvalidRegionId.NotFound", NOWHERE],
    ["taskNotFound", "400 InvalidTaskId.NotFound", {}],
  ]),
  ...casesOf("CancelTask", { TaskId: "t-unknown" }, [
    ["taskRegionNotFound", "400 InvalidRegionId.NotFound", NOWHERE],
    ["taskNotFound", "400 InvalidTaskId.NotFound", {}],
    [
      "taskStatus",
      "403 InvalidTaskId.IncorrectTaskStatus",
      {},
      (stack) => {
        const { TaskId } = run(stack, "ImportImage", FILE);
        stack.clock.advance(stack.durations.imageMs);
        return { TaskId: String(TaskId) };
      },
    ],
  ]),
];

const deleteImage = casesOf("DeleteImage", { Force: true }, [
  ["deleteWhileExporting", "403 ImageIsExporting", {}, exporting],
  [
    "deleteWhileImporting",
    "403 ImageIsImporting",
    {},
    (stack) => ({ ImageId: String(run(stack, "ImportImage", FILE).ImageId) }),
  ],
]);

/** Requests about the import and export of images, and about their tasks, that must be refused. */
export const taskCases: readonly ErrorCase[] = [
  ...importImage,
  ...importNothing,
  ...exportImage,
  ...tasks,
  ...deleteImage,
];
