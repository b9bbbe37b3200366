import type { Stack } from "../../model/stack.ts";
import { availableImage, patchImage, run, SYSTEM_IMAGE } from "../stack.ts";
import { casesOf, type ErrorCase, manyOf } from "./error-case.ts";

const NOWHERE = { RegionId: "cn-nowhere" };
const ONE_ACCOUNT = { "AddAccount.1": "1234567890123456" };
const available = (stack: Stack) => ({ ImageId: availableImage(stack) });

function sharedImage(stack: Stack) {
  const sent = available(stack);
  run(stack, "ModifyImageSharePermission", { ...sent, ...ONE_ACCOUNT });
  return sent;
}

function publicImage(stack: Stack) {
  const sent = available(stack);
  run(stack, "ModifyImageSharePermission", { ...sent, IsPublic: true });
  return sent;
}

const modify = casesOf("ModifyImageSharePermission", ONE_ACCOUNT, [
  ["regionNotFound", "404 InvalidRegionId.NotFound", NOWHERE, available],
  ["imageNotFound", "404 InvalidImageId.NotFound", { ImageId: SYSTEM_IMAGE }],
  ["shareAccountNotFound", "404 InvalidAccount.NotFound", { "AddAccount.2": "somebody" }, available],
  ["shareOwnAccount", "404 InvalidAccount.Forbbiden", { "AddAccount.1": "1000000000000001" }, available],
  [
    "launchPermissionUnnecessary",
    "400 UnnecessaryParameter.LaunchPermission",
    { LaunchPermission: "all" },
    available,
  ],
  [
    "launchPermissionForbidden",
    "400 ForbiddenParameter.LaunchPermission",
    { "AddAccount.1": "", LaunchPermission: "all" },
    available,
  ],
  ["shareIsPublicConflict", "403 InvalidParameter.IsPublic", { IsPublic: true }, available],
  [
    "shareDeprecated",
    "403 OperationDenied.InvalidImageStatus",
    {},
    (stack) => {
      const sent = available(stack);
      run(stack, "ModifyImageAttribute", { ...sent, Status: "Deprecated" });
      return sent;
    },
  ],
  [
    "shareEncrypted",
    "403 OperationDeined.EncryptedSnapshot",
    {},
    (stack) => {
      const { ImageId } = run(stack, "CopyImage", { ImageId: availableImage(stack), Encrypted: true });
      return { ImageId: String(ImageId) };
    },
  ],
  ["imageIsPublic", "403 Image.Public", {}, publicImage],
  ["imageIsNotPublic", "403 Image.NotPublic", { "AddAccount.1": "", IsPublic: false }, available],
  [
    "shareQuota",
    "403 QuotaExceed.ShareImageUser",
    {},
    (stack) => {
      const sent = available(stack);
      for (let call = 0; call < 5; call += 1) {
        const accounts = manyOf("AddAccount", 10, (index) => String(2e15 + call * 10 + index));
        run(stack, "ModifyImageSharePermission", { ...sent, ...accounts });
      }
      return sent;
    },
  ],
]);

const others = [
  ...casesOf("DescribeImageSharePermission", {}, [
    ["regionNotFound", "404 InvalidRegionId.NotFound", NOWHERE, available],
    ["imageNotFound", "404 InvalidImageId.NotFound", { ImageId: "m-unknown" }],
  ]),
  ...casesOf("DeleteImage", { Force: true }, [
    ["deleteShared", "403 ImageUseShared", {}, sharedImage],
    ["deletePublic", "403 ImageIsPublic", {}, publicImage],
  ]),
  ...casesOf("ModifyImageAttribute", {}, [
    ["modifyShared", "403 ImageUseShared", { Status: "Deprecated" }, sharedImage],
  ]),
  ...casesOf("DescribeImageFromFamily", { ImageFamily: "family" }, [
    ["familyRegionNotFound", "404 InvalidRegionId.NotFound", NOWHERE],
  ]),
  ...casesOf("DescribeImageSupportInstanceTypes", {}, [
    ["regionNotFound", "404 InvalidRegionId.NotFound", NOWHERE],
    ["imageNotFound", "404 InvalidImageId.NotFound", { ImageId: "m-unknown" }],
    ["invalidParamter", "400 InvalidParamter", { ActionType: "Destroy" }],
  ]),
];

/** Requests about shared images and about what an image can be used for that must be refused. */
export const shareCases: readonly ErrorCase[] = [...modify, ...others];

/** Makes an image whose data disk has that size and comes from that snapshot. */
export function imageWithDataDisk(stack: Stack, sizeGib: number, count = 1): { ImageId: string } {
  const ImageId = availableImage(stack);
  const [system] = stack.images.get(ImageId)?.fields.DiskDeviceMappings.DiskDeviceMapping ?? [];
  if (system === undefined) throw new Error("The image has no disk.");
  const data = Array.from({ length: count }, (_, index) => ({
    ...system,
    Device: `/dev/xvd${"bcdefg"[index]}`,
    Size: String(sizeGib),
    Type: "data" as const,
  }));
  patchImage(stack, ImageId, { DiskDeviceMappings: { DiskDeviceMapping: [system, ...data] } });
  return { ImageId };
}
