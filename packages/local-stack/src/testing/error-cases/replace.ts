import type { Stack } from "../../model/stack.ts";
import { availableImage, patchImage, RUNNING, run, STOPPED, SYSTEM_IMAGE } from "../stack.ts";
import { casesOf, type ErrorCase, manyTags } from "./error-case.ts";
import { unusableImage } from "./images.ts";
import { imageWithDataDisk } from "./share.ts";

const NOWHERE = { RegionId: "cn-nowhere" };
const ROLE = "acs:ram::1000000000000001:role/reader";
const ONE_TAG = { "Tag.1.Key": "a", "Tag.1.Value": "b" };
const INSTANCE = { ResourceType: "instance", ResourceId: RUNNING };

const replaceSystemDisk = casesOf("ReplaceSystemDisk", { InstanceId: STOPPED, ImageId: SYSTEM_IMAGE }, [
  ["instanceNotFound", "404 InvalidInstanceId.NotFound", { InstanceId: "i-unknown" }],
  ["replaceImageMissing", "400 MissingParameter", { ImageId: "" }],
  ["imageNotFound", "404 InvalidImageId.NotFound", { ImageId: "m-unknown" }],
  ["passwordMalformed", "400 InvalidPassword.Malformed", { Password: "password" }],
  ["passwordInherit", "400 InvalidPasswordParam.Mismatch", { Password: "Passw0rd!", PasswordInherit: true }],
  ["instanceStatus", "403 IncorrectInstanceStatus", { InstanceId: RUNNING }],
  ["imageNotValid", "403 OperationDenied.ImageNotValid", {}, unusableImage],
  ["replaceByDataImage", "400 OperationDenied", {}, (stack) => imageWithDataDisk(stack, 5)],
  ["systemDiskBelowImage", "404 InvalidSystemDiskSize.LessThanImageSize", { "SystemDisk.Size": 39 }],
  [
    "systemDiskBelowMinimum",
    "404 InvalidSystemDiskSize.LessThanMinSize",
    { "SystemDisk.Size": 19 },
    (stack) => {
      const ImageId = availableImage(stack);
      patchImage(stack, ImageId, { Size: 10 });
      return { ImageId };
    },
  ],
  ["systemDiskAboveMaximum", "404 InvalidSystemDiskSize.MoreThanMaxSize", { "SystemDisk.Size": 2049 }],
  [
    "replaceSnapshotting",
    "403 DiskCreatingSnapshot",
    {},
    (stack) => void run(stack, "CreateImage", { InstanceId: STOPPED }),
  ],
  [
    "idempotentMismatch",
    "400 IdempotentParameterMismatch",
    { ClientToken: "token", "SystemDisk.Size": 50 },
    (stack) =>
      void run(stack, "ReplaceSystemDisk", {
        InstanceId: STOPPED,
        ImageId: SYSTEM_IMAGE,
        ClientToken: "token",
      }),
  ],
  ["clientTokenMalformed", "400 InvalidClientToken.Malformed", { ClientToken: "ä" }],
]);

const oneResourceParameters = [
  ["regionNotFound", "404 InvalidRegionId.NotFound", NOWHERE],
  ["resourceTypeNotFound", "404 InvalidResourceType.NotFound", { ResourceType: "spoon" }],
  ["resourceNotFound", "404 InvalidResourceId.NotFound", { ResourceId: "i-unknown" }],
  ["tagCount", "400 InvalidTagCount", manyTags(21)],
] as const;
const oldTags = [
  ...casesOf("AddTags", { ...INSTANCE, ...ONE_TAG }, [
    ...oneResourceParameters,
    ["tagMismatch", "400 InvalidTag.Mismatch", { "Tag.2.Value": "no key" }],
    ["tagKeyMalformed", "400 InvalidTagKey.Malformed", { "Tag.1.Key": "acs:a" }],
    ["tagValueMalformed", "400 InvalidTagValue.Malformed", { "Tag.1.Value": "acs:b" }],
    ["duplicateTagKey", "400 Duplicate.TagKey", { "Tag.2.Key": "a" }],
    [
      "tagCount",
      "400 InvalidTagCount",
      {},
      (stack: Stack) => void run(stack, "AddTags", { ...INSTANCE, ...manyTags(20) }),
    ],
  ]),
  ...casesOf("AddTags", INSTANCE, [["tagCount", "400 InvalidTagCount", {}]]),
  ...casesOf("RemoveTags", INSTANCE, oneResourceParameters),
  ...casesOf("DescribeTags", {}, [
    ["regionNotFound", "404 InvalidRegionId.NotFound", NOWHERE],
    ["resourceTypeNotFound", "404 InvalidResourceType.NotFound", { ResourceType: "spoon" }],
    ["tagCount", "400 InvalidTagCount", manyTags(21)],
    ["tagKeyIllegal", "400 InvalidTagKey.Malformed", { "Tag.1.Key": "http://a" }],
  ]),
];

const sts = casesOf("AssumeRole", { RoleArn: ROLE, RoleSessionName: "session" }, [
  ["roleArnMalformed", "400 InvalidParameter.RoleArn", { RoleArn: "reader" }],
  ["roleSessionNameMalformed", "400 InvalidParameter.RoleSessionName", { RoleSessionName: "a b" }],
  ["durationSeconds", "400 InvalidParameter.DurationSeconds", { DurationSeconds: 899 }],
  ["durationSeconds", "400 InvalidParameter.DurationSeconds", { DurationSeconds: 3601 }],
  ["policyGrammar", "400 InvalidParameter.PolicyGrammar", { Policy: "{" }],
  ["roleNotFound", "404 EntityNotExist.Role", { RoleArn: "acs:ram::1:role/missing" }],
]);

/** Requests about system disks, old-style tags and temporary keys that must be refused. */
export const replaceCases: readonly ErrorCase[] = [...replaceSystemDisk, ...oldTags, ...sts];
