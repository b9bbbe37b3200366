import type { Stack } from "../../model/stack.ts";
import {
  allowConcurrentSnapshots,
  availableImage,
  patchImage,
  RUNNING,
  run,
  STOPPED,
  SYSTEM_SNAPSHOT,
} from "../stack.ts";
import { casesOf, type ErrorCase, manyOf, manyTags, TOO_MANY_IDS } from "./error-case.ts";
import { unusableImage } from "./images.ts";

const NOWHERE = { RegionId: "cn-nowhere" };
const SYSTEM_DISK = "d-local00000000000001";
const ONE_TAG = { "Tag.1.Key": "a", "Tag.1.Value": "b" };
const INSTANCE = { ResourceType: "instance", "ResourceId.1": RUNNING };
const tooManyIds = manyOf("ResourceId", 51, (index) => `i-${index}`);

const badTags = [
  ["tagKeyMalformed", "400 InvalidTagKey.Malformed", { "Tag.1.Key": "https://key" }],
  ["tagValueMalformed", "400 InvalidTagValue.Malformed", { "Tag.1.Key": "a", "Tag.1.Value": "acs:b" }],
  ["duplicateTagKey", "400 Duplicate.TagKey", { "Tag.1.Key": "a", "Tag.2.Key": "a" }],
] as const;
const badTagFilters = [
  ["tagMismatch", "400 InvalidTag.Mismatch", { "Tag.1.Value": "no key" }],
  ["tagCount", "400 InvalidTagCount", manyTags(21)],
] as const;

const tagResources = casesOf("TagResources", { ...INSTANCE, ...ONE_TAG }, [
  ["regionNotFound", "404 InvalidRegionId.NotFound", NOWHERE],
  ["missingResourceType", "404 MissingParameter.ResourceType", { ResourceType: "" }],
  ["missingResourceIds", "404 MissingParameter.ResourceIds", { "ResourceId.1": "" }],
  ["resourceTypeNotFound", "404 InvalidResourceType.NotFound", { ResourceType: "spoon" }],
  ["tooManyResourceIds", "400 NumberExceed.ResourceIds", tooManyIds],
  ["resourceNotFound", "404 InvalidResourceId.NotFound", { "ResourceId.1": "i-unknown" }],
  ["resourceNotFound", "404 InvalidResourceId.NotFound", { ResourceType: "eni", "ResourceId.1": "eni-1" }],
  ["tooManyTags", "400 NumberExceed.Tags", manyTags(21)],
  ...badTags,
  [
    "tagsOnResource",
    "400 OperationDenied.QuotaExceed",
    {},
    (stack) => void run(stack, "TagResources", { ...INSTANCE, ...manyTags(20) }),
  ],
]);
const noTags = casesOf("TagResources", INSTANCE, [["missingTags", "404 MissingParameter.Tags", {}]]);

const untagResources = casesOf("UntagResources", { ...INSTANCE, "TagKey.1": "a" }, [
  ["regionNotFound", "404 InvalidRegionId.NotFound", NOWHERE],
  ["missingResourceType", "404 MissingParameter.ResourceType", { ResourceType: "" }],
  ["missingResourceIds", "404 MissingParameter.ResourceIds", { "ResourceId.1": "" }],
  ["missingTags", "404 MissingParameter.Tags", { "TagKey.1": "" }],
  ["resourceTypeNotFound", "404 InvalidResourceType.NotFound", { ResourceType: "spoon" }],
  ["tooManyResourceIds", "400 NumberExceed.ResourceIds", tooManyIds],
  ["resourceNotFound", "404 InvalidResourceId.NotFound", { "ResourceId.1": "i-unknown" }],
  ["tooManyTags", "400 NumberExceed.Tags", manyOf("TagKey", 21, (index) => `key-${index}`)],
  ["duplicateTagKey", "400 Duplicate.TagKey", { "TagKey.2": "a" }],
  ["untagConflict", "403 Param.Conflict", { All: true }],
]);

const listTagResources = casesOf("ListTagResources", INSTANCE, [
  ["regionNotFound", "404 InvalidRegionId.NotFound", NOWHERE],
  ["missingResourceType", "404 MissingParameter.ResourceType", { ResourceType: "" }],
  ["missingResourceIds", "404 MissingParameter.ResourceIds", { "ResourceId.1": "" }],
  ["resourceTypeNotFound", "404 InvalidResourceType.NotFound", { ResourceType: "spoon" }],
  ["tooManyResourceIds", "400 NumberExceed.ResourceIds", tooManyIds],
  ["tooManyTags", "400 NumberExceed.Tags", manyTags(21)],
  ["tagFilterValue", "400 InvalidParameter.TagValue", { "Tag.1.Value": "no key" }],
]);

const createSnapshot = casesOf("CreateSnapshot", { DiskId: SYSTEM_DISK }, [
  ["diskNotFound", "404 InvalidDiskId.NotFound", { DiskId: "d-unknown" }],
  ["resourceGroupNotFound", "404 InvalidResourceGroup.NotFound", { ResourceGroupId: "no group" }],
  [
    "snapshotInstanceStatus",
    "400 IncorrectInstanceStatus",
    {},
    (stack) => void run(stack, "StopInstance", { InstanceId: RUNNING }),
  ],
  [
    "sourceDiskSnapshotting",
    "403 IncorrectDiskStatus.CreatingSnapshot",
    {},
    (stack) => {
      allowConcurrentSnapshots(stack, 1);
      return void run(stack, "CreateSnapshot", { DiskId: SYSTEM_DISK });
    },
  ],
  [
    "concurrentSnapshots",
    "403 QuotaExceed.ConcurrentSnapshotQuota",
    {},
    (stack) => {
      allowConcurrentSnapshots(stack, 0);
      return undefined;
    },
  ],
  [
    "snapshotQuota",
    "403 QuotaExceed.Snapshot",
    {},
    (stack) => {
      stack.quotas = { ...stack.quotas, snapshotsPerDisk: 1 };
      return undefined;
    },
  ],
  ...badTags,
  ["tagQuota", "403 QuotaExceed.Tags", manyTags(21)],
  ["snapshotNameMalformed", "400 InvalidSnapshotName.Malformed", { SnapshotName: "automatic" }],
  ["snapshotDescriptionMalformed", "404 InvalidDescription.Malformed", { Description: "http://there" }],
  [
    "snapshotTokenUsed",
    "403 IdempotentParameterMismatch",
    { ClientToken: "token" },
    (stack) => void run(stack, "CreateSnapshot", { DiskId: "d-local00000000000003", ClientToken: "token" }),
  ],
  ["clientTokenMalformed", "400 InvalidClientToken.Malformed", { ClientToken: "Zeichenfolge-ä" }],
]);

const describeSnapshots = casesOf("DescribeSnapshots", {}, [
  ["regionNotFound", "404 InvalidRegionId.NotFound", NOWHERE],
  ["snapshotIdsExceed", "403 InvalidSnapshotIds.Malformed", { SnapshotIds: TOO_MANY_IDS }],
  ["filterKeyNotFound", "404 InvalidFilterKey.NotFound", { "Filter.1.Key": "Colour" }],
  [
    "filterValueInvalid",
    "404 InvalidFilterValue",
    { "Filter.1.Key": "CreationEndTime", "Filter.1.Value": "later" },
  ],
  ...badTagFilters,
  ["snapshotTypeNotFound", "404 InvalidSnapshotType.NotFound", { SnapshotType: "manual" }],
  ["sourceDiskTypeInvalid", "404 InvalidSourceDiskType", { SourceDiskType: "tape" }],
  ["statusNotFound", "404 InvalidStatus.NotFound", { Status: "done" }],
  ["usageInvalid", "404 InvalidUsage", { Usage: "instance" }],
]);

const deleteSnapshot = casesOf("DeleteSnapshot", { SnapshotId: SYSTEM_SNAPSHOT }, [
  ["deletedSnapshotNotFound", "404 InvalidSnapshotId.NotFound", { SnapshotId: "s-unknown" }],
  [
    "snapshotOfImage",
    "403 SnapshotCreatedImage",
    { Force: true },
    (stack) => void run(stack, "CreateImage", { SnapshotId: SYSTEM_SNAPSHOT }),
  ],
  [
    "snapshotOfDisk",
    "403 SnapshotCreatedDisk",
    {},
    (stack) => {
      const ImageId = availableImage(stack);
      run(stack, "RunInstances", { ImageId, InstanceType: "ecs.n4.large" });
      stack.images.delete(ImageId);
      return undefined;
    },
  ],
]);

const describeInstances = casesOf("DescribeInstances", {}, [
  ["regionNotFound", "404 InvalidRegionId.NotFound", NOWHERE],
  ...badTagFilters,
  ["chargeTypeNotFound", "404 InvalidInstanceChargeType.NotFound", { InstanceChargeType: "Gift" }],
  ["networkTypeNotFound", "404 InvalidNetworkType.NotFound", { InstanceNetworkType: "token-ring" }],
  ["statusNotFound", "404 InvalidStatus.NotFound", { Status: "Asleep" }],
]);

function smallImage(stack: Stack) {
  const ImageId = availableImage(stack);
  patchImage(stack, ImageId, { Size: 10 });
  return { ImageId };
}

function launchCases(action: "RunInstances" | "CreateInstance"): ErrorCase[] {
  const base = { ImageId: "m-local0000000000system", InstanceType: "ecs.n4.large" };
  return casesOf(action, base, [
    ["regionNotFound", "404 InvalidRegionId.NotFound", NOWHERE],
    ["missingParameter", "400 MissingParameter", { ImageId: "" }],
    ["imageNotFound", "404 InvalidImageId.NotFound", { ImageId: "m-unknown" }],
    ["snapshotNotFound", "404 InvalidSnapshotId.NotFound", { "DataDisk.1.SnapshotId": "s-unknown" }],
    ["resourceGroupNotFound", "404 InvalidResourceGroup.NotFound", { ResourceGroupId: "no group" }],
    ["imageNotValid", "403 OperationDenied.ImageNotValid", {}, unusableImage],
    ["systemDiskBelowImage", "404 InvalidSystemDiskSize.LessThanImageSize", { "SystemDisk.Size": 39 }],
    [
      "systemDiskBelowMinimum",
      "404 InvalidSystemDiskSize.LessThanMinSize",
      { "SystemDisk.Size": 19 },
      smallImage,
    ],
    ["systemDiskRange", "403 InvalidDisk.SystemDiskSize", { "SystemDisk.Size": 2049 }],
    ...badTags,
    ["tagQuota", "403 QuotaExceed.Tags", manyTags(21)],
    ["instanceTypeNotSupported", "400 InvalidInstanceType.ValueNotSupported", { InstanceType: "large" }],
    ["instanceNameMalformed", "400 InvalidInstanceName.Malformed", { InstanceName: "1" }],
    [
      "idempotentMismatch",
      "400 IdempotentParameterMismatch",
      { ClientToken: "token", InstanceName: "second" },
      (stack) => void run(stack, action, { ...base, ClientToken: "token", InstanceName: "first" }),
    ],
    ["clientTokenNotSupported", "400 InvalidClientToken.ValueNotSupported", { ClientToken: "t".repeat(65) }],
  ]);
}

const power = [
  ...casesOf("StartInstance", {}, [
    ["instanceNotFound", "404 InvalidInstanceId.NotFound", { InstanceId: "i-unknown" }],
    ["instanceStatus", "403 IncorrectInstanceStatus", { InstanceId: RUNNING }],
  ]),
  ...casesOf("StopInstance", {}, [
    ["instanceNotFound", "404 InvalidInstanceId.NotFound", { InstanceId: "i-unknown" }],
    ["instanceStatus", "403 IncorrectInstanceStatus", { InstanceId: STOPPED }],
    ["invalidParameter", "400 InvalidParameter", { InstanceId: RUNNING, StoppedMode: "Sleep" }],
  ]),
  ...casesOf("DeleteInstance", {}, [
    ["instanceNotFound", "404 InvalidInstanceId.NotFound", { InstanceId: "i-unknown" }],
    ["instanceStatus", "403 IncorrectInstanceStatus", { InstanceId: RUNNING }],
    [
      "deletionProtection",
      "403 InvalidOperation.DeletionProtection",
      { Force: true },
      (stack) => {
        const made = run(stack, "CreateInstance", {
          ImageId: "m-local0000000000system",
          InstanceType: "ecs.n4.large",
          DeletionProtection: true,
        });
        return { InstanceId: String(made.InstanceId) };
      },
    ],
  ]),
];

const describeInstanceTypes = casesOf("DescribeInstanceTypes", {}, [
  ["invalidParameter", "400 InvalidParameter", { CpuArchitecture: "x86_64" }],
]);

const describeDisks = casesOf("DescribeDisks", {}, [
  ["regionNotFound", "404 InvalidRegionId.NotFound", NOWHERE],
  ["diskIdsExceed", "403 InvalidDiskIds.Malformed", { DiskIds: TOO_MANY_IDS }],
  ["diskIdsInvalid", "400 InvalidParameter.DiskIds", { DiskIds: "d-1,d-2" }],
  ...badTagFilters,
  ["diskTypeNotSupported", "400 InvalidDiskType.ValueNotSupported", { DiskType: "tape" }],
  ["diskCategoryNotSupported", "400 InvalidCategory.ValueNotSupported", { Category: "floppy" }],
  ["diskStatusNotSupported", "400 InvalidStatus.ValueNotSupported", { Status: "Lost" }],
]);

const places = [
  ...casesOf("DescribeRegions", {}, [
    ["languageNotFound", "404 InvalidAcceptLanguage.NotFound", { AcceptLanguage: "tlh" }],
    ["chargeTypeNotFound", "404 InvalidInstanceChargeType.NotFound", { InstanceChargeType: "Gift" }],
  ]),
  ...casesOf("DescribeZones", {}, [
    ["regionNotFound", "404 InvalidRegionId.NotFound", NOWHERE],
    ["languageNotFound", "404 InvalidAcceptLanguage.NotFound", { AcceptLanguage: "tlh" }],
    ["chargeTypeNotFound", "404 InvalidInstanceChargeType.NotFound", { InstanceChargeType: "Gift" }],
  ]),
];

/** Requests about everything but images that must be refused. */
export const otherCases: readonly ErrorCase[] = [
  ...tagResources,
  ...noTags,
  ...untagResources,
  ...listTagResources,
  ...createSnapshot,
  ...describeSnapshots,
  ...deleteSnapshot,
  ...describeInstances,
  ...launchCases("RunInstances"),
  ...launchCases("CreateInstance"),
  ...power,
  ...describeInstanceTypes,
  ...describeDisks,
  ...places,
];
