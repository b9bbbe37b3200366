import { addSnapshot } from "../../model/new-snapshot.ts";
import type { Stack } from "../../model/stack.ts";
import {
  allowConcurrentSnapshots,
  availableImage,
  creatingImage,
  DATA_SNAPSHOT,
  patchImage,
  RUNNING,
  run,
  STOPPED,
  SYSTEM_SNAPSHOT,
} from "../stack.ts";
import { casesOf, type ErrorCase, manyTags } from "./error-case.ts";

const NOWHERE = { RegionId: "cn-nowhere" };
const UNKNOWN_IMAGE = { ImageId: "m-unknown" };
const mapping = (index: number, fields: Record<string, string | number>) =>
  Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [`DiskDeviceMapping.${index}.${name}`, value]),
  );
const systemMapping = mapping(1, { SnapshotId: SYSTEM_SNAPSHOT });

function firstSystemDisk(stack: Stack) {
  const disk = stack.disks.get("d-local00000000000001");
  if (disk === undefined) throw new Error("The stack is not seeded.");
  return disk;
}

const createImage = casesOf("CreateImage", { SnapshotId: SYSTEM_SNAPSHOT }, [
  ["regionNotFound", "404 InvalidRegionId.NotFound", NOWHERE],
  ["missingImageSource", "400 MissingParameter", { SnapshotId: "" }],
  ["sourceInstanceNotFound", "404 InvalidInstanceId.NotFound", { InstanceId: "i-unknown" }],
  ["snapshotNotFound", "404 InvalidSnapshotId.NotFound", { SnapshotId: "s-unknown" }],
  ["resourceGroupNotFound", "404 InvalidResourceGroup.NotFound", { ResourceGroupId: "no group" }],
  [
    "imageNameDuplicated",
    "400 InvalidImageName.Duplicated",
    { ImageName: "taken" },
    (stack) => void creatingImage(stack, { ImageName: "taken" }),
  ],
  [
    "sourceInstanceStatus",
    "400 IncorrectInstanceStatus",
    { InstanceId: STOPPED },
    (stack) => void run(stack, "StartInstance", { InstanceId: STOPPED }),
  ],
  [
    "sourceDiskSnapshotting",
    "403 IncorrectDiskStatus.CreatingSnapshot",
    { InstanceId: RUNNING },
    (stack) => {
      allowConcurrentSnapshots(stack, 1);
      return void run(stack, "CreateImage", { InstanceId: RUNNING });
    },
  ],
  [
    "concurrentSnapshots",
    "403 QuotaExceed.ConcurrentSnapshotQuota",
    { InstanceId: RUNNING },
    (stack) => {
      allowConcurrentSnapshots(stack, 2);
      run(stack, "CreateImage", { InstanceId: RUNNING });
      return void run(stack, "CreateImage", { InstanceId: RUNNING });
    },
  ],
  [
    "imageQuota",
    "403 QuotaExceed.Image",
    {},
    (stack) => {
      stack.quotas = { ...stack.quotas, imagesPerRegion: 1 };
      return void creatingImage(stack);
    },
  ],
  ["invalidParameter", "400 InvalidParameter", { "SecureBootOptions.SecureBootSupport": "perhaps" }],
  ["snapshotNotSystem", "403 OperationDenied", { SnapshotId: DATA_SNAPSHOT }],
  [
    "snapshotNotReady",
    "403 InvalidSnapshotId.NotReady",
    {},
    (stack) => ({
      SnapshotId: String(run(stack, "CreateSnapshot", { DiskId: "d-local00000000000001" }).SnapshotId),
    }),
  ],
  [
    "snapshotTooOld",
    "403 InvalidSnapshot.TooOld",
    {},
    (stack) => {
      const old = addSnapshot(stack, firstSystemDisk(stack), undefined, {
        CreationTime: "2013-07-14T23:59:59Z",
      });
      return { SnapshotId: old.fields.SnapshotId };
    },
  ],
  [
    "snapshotQuota",
    "403 QuotaExceed.Snapshot",
    { InstanceId: RUNNING },
    (stack) => {
      stack.quotas = { ...stack.quotas, snapshotsPerDisk: 1 };
      return undefined;
    },
  ],
  [
    "noSystemSnapshot",
    "400 OperationDenied",
    { SnapshotId: "", ...mapping(1, { SnapshotId: DATA_SNAPSHOT }) },
  ],
  [
    "manySystemSnapshots",
    "400 OperationDenied",
    { ...systemMapping, ...mapping(2, { SnapshotId: SYSTEM_SNAPSHOT }) },
  ],
  [
    "deviceMalformed",
    "400 InvalidDevice.Malformed",
    { ...systemMapping, ...mapping(2, { Device: "/dev/sdb" }) },
  ],
  [
    "deviceInUse",
    "400 InvalidDevice.InUse",
    { ...systemMapping, ...mapping(2, { Device: "/dev/xvdb" }), ...mapping(3, { Device: "/dev/xvdb" }) },
  ],
  ["sizeNotSupported", "400 InvalidSize.ValueNotSupported", { ...systemMapping, ...mapping(2, { Size: 4 }) }],
  [
    "diskTypeNotSupported",
    "400 InvalidDiskType.ValueNotSupported",
    { ...systemMapping, ...mapping(2, { DiskType: "tape" }) },
  ],
  ["tagKeyMalformed", "400 InvalidTagKey.Malformed", { "Tag.1.Key": "acs:mine", "Tag.1.Value": "" }],
  ["tagValueMalformed", "400 InvalidTagValue.Malformed", { "Tag.1.Key": "a", "Tag.1.Value": "http://a" }],
  ["duplicateTagKey", "400 Duplicate.TagKey", { "Tag.1.Key": "a", "Tag.2.Key": "a" }],
  ["tagQuota", "403 QuotaExceed.Tags", manyTags(21)],
  ["imageNameMalformed", "400 InvalidImageName.Malformed", { ImageName: "1st" }],
  ["descriptionMalformed", "400 InvalidDescription.Malformed", { Description: "https://somewhere" }],
  ["imageVersionMalformed", "400 InvalidImageVersion.Malformed", { ImageVersion: "v".repeat(41) }],
  ["imageFamilyMalformed", "400 InvalidImageFamily.Malformed", { ImageFamily: "acs:family" }],
  ["architectureMalformed", "400 InvalidArchitecture.Malformed", { Architecture: "vax" }],
  ["platformMalformed", "400 InvalidPlatform.Malformed", { Platform: "Multics" }],
  ["bootModeNotSupported", "400 InvalidBootMode.NotSupport", { BootMode: "Tape" }],
  ["detectionStrategyInvalid", "400 InvalidParameter.DetectionStrategy", { DetectionStrategy: "Deep" }],
  ["imdsSupportInvalid", "400 InvalidParameter.FeaturesImdsSupport", { "Features.ImdsSupport": "v3" }],
  [
    "createTokenMismatch",
    "400 IdempotenceParamNotMatch",
    { ClientToken: "token", ImageName: "second" },
    (stack) => void creatingImage(stack, { ClientToken: "token", ImageName: "first" }),
  ],
  ["clientTokenMalformed", "400 InvalidClientToken.Malformed", { ClientToken: "t".repeat(65) }],
]);

const describeImages = casesOf("DescribeImages", {}, [
  ["regionNotFound", "404 InvalidRegionId.NotFound", NOWHERE],
  ["invalidParamter", "400 InvalidParamter", { Status: "Available,Nonsense" }],
  ["publicNeedsOthers", "400 InvalidImageOwnerAlias.PublicImageUnsupported", { IsPublic: true }],
  ["ownerIdNotSupported", "400 InvalidOperation.ImageOwnerIdUnsupported", { ImageOwnerId: 1 }],
  ["instanceTypeNotFound", "400 InvalidInstanceType.ValueNotSupported", { InstanceType: "large" }],
  ["filterKeyNotFound", "404 InvalidFilterKey.NotFound", { "Filter.1.Key": "Colour" }],
  [
    "filterValueInvalid",
    "404 InvalidFilterValue",
    { "Filter.1.Key": "CreationStartTime", "Filter.1.Value": "now" },
  ],
  [
    "filterNetworkType",
    "400 InvalidFilterValue.NetworkType",
    { "Filter.1.Key": "NetworkType", "Filter.1.Value": "token-ring" },
  ],
  ["tagMismatch", "400 InvalidTag.Mismatch", { "Tag.1.Value": "no key" }],
  ["tagCount", "400 InvalidTagCount", manyTags(21)],
  ["ownerAliasNotSupported", "400 InvalidImageOwnerAlias.ValueNotSupported", { ImageOwnerAlias: "me" }],
  ["usageInvalid", "404 InvalidUsage", { Usage: "boot" }],
  ["osTypeInvalid", "404 InvalidOSType", { OSType: "plan9" }],
  ["architectureInvalid", "404 InvalidArchitecture", { Architecture: "vax" }],
]);

const modifyImageAttribute = casesOf("ModifyImageAttribute", {}, [
  ["regionNotFound", "404 InvalidRegionId.NotFound", { ...UNKNOWN_IMAGE, ...NOWHERE }],
  ["imageNotFound", "404 InvalidImageId.NotFound", UNKNOWN_IMAGE],
  ["imageNotFound", "404 InvalidImageId.NotFound", { ImageId: "m-local0000000000system" }],
  ...(
    [
      ["imageNameMalformed", "400 InvalidImageName.Malformed", { ImageName: "a" }],
      ["descriptionMalformed", "400 InvalidDescription.Malformed", { Description: "d" }],
      ["imageFamilyParameterMalformed", "400 InvalidImageFamily.Malformed", { ImageFamily: "-" }],
      ["bootModeNotSupported", "400 InvalidBootMode.NotSupport", { BootMode: "Tape" }],
      ["licenseTypeNotSupported", "400 InvalidLicenseType.NotSupported", { LicenseType: "GPL" }],
      ["invalidParamter", "400 InvalidParamter", { Status: "Creating" }],
      ["imdsSupportInvalid", "400 InvalidParameter.FeaturesImdsSupport", { "Features.ImdsSupport": "3" }],
      ["imageNotDeprecated", "403 ImageStatus.NotDeprecated", { Status: "Available" }],
    ] as const
  ).map(
    ([error, refusal, sent]) =>
      [error, refusal, sent, (stack: Stack) => ({ ImageId: availableImage(stack) })] as const,
  ),
  [
    "imageNameDuplicated",
    "400 InvalidImageName.Duplicated",
    { ImageName: "taken" },
    (stack) => {
      availableImage(stack, { ImageName: "taken" });
      return { ImageId: availableImage(stack) };
    },
  ],
  [
    "imageIsCreating",
    "403 InvalidStatus.ImageIsCreating",
    { Description: "another one" },
    (stack) => ({ ImageId: creatingImage(stack) }),
  ],
  [
    "imageNotAvailable",
    "403 ImageStatus.NotAvailable",
    { Status: "Deprecated" },
    (stack) => {
      const ImageId = availableImage(stack);
      run(stack, "ModifyImageAttribute", { ImageId, Status: "Deprecated" });
      return { ImageId };
    },
  ],
  [
    "imdsSupportDowngrade",
    "403 InvalidOperation.FeaturesImdsSupportNotMatch",
    { "Features.ImdsSupport": "v1" },
    (stack) => ({ ImageId: availableImage(stack, { "Features.ImdsSupport": "v2" }) }),
  ],
  ["bootModeInUse", "403 OperationDeined.ImageUsingByInstance", { BootMode: "UEFI" }, imageInUse],
]);

const deleteImage = casesOf("DeleteImage", {}, [
  ["regionNotFound", "404 InvalidRegionId.NotFound", { ...UNKNOWN_IMAGE, ...NOWHERE }],
  ["imageNotFound", "404 InvalidImageId.NotFound", UNKNOWN_IMAGE],
  ["imageInUse", "403 ImageUsingByInstance", {}, imageInUse],
  ["deleteWhileCreating", "403 ImageIsCreating", {}, (stack) => ({ ImageId: creatingImage(stack) })],
]);

/** Makes an image that an instance was made from. */
export function imageInUse(stack: Stack): { ImageId: string } {
  const ImageId = availableImage(stack);
  run(stack, "RunInstances", { ImageId, InstanceType: "ecs.n4.large" });
  return { ImageId };
}

/** Makes an image that no instance can be made from. */
export function unusableImage(stack: Stack): { ImageId: string } {
  const ImageId = availableImage(stack);
  patchImage(stack, ImageId, { Status: "CreateFailed" });
  return { ImageId };
}

/** Requests about images that must be refused. */
export const imageCases: readonly ErrorCase[] = [
  ...createImage,
  ...describeImages,
  ...modifyImageAttribute,
  ...deleteImage,
];
