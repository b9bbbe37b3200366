import {
  DEFAULT_FEATURES,
  type Image,
  type ImageFields,
  type ImageOrigin,
  type OperatingSystem,
} from "./image.ts";
import type { Stack } from "./stack.ts";
import { isoSeconds } from "./time.ts";

/** Creates an image of the account from the given fields; the others get their defaults. */
export function newImage(
  stack: Stack,
  regionId: string,
  fields: Partial<ImageFields> & OperatingSystem & Pick<ImageFields, "ImageId" | "DiskDeviceMappings">,
  origin?: ImageOrigin,
): Image {
  const system = fields.DiskDeviceMappings.DiskDeviceMapping.find((mapping) => mapping.Type === "system");
  return {
    regionId,
    sequence: stack.ids.nextSequence(),
    origin,
    creation: undefined,
    removeAtMs: undefined,
    shares: [],
    fields: {
      CreationTime: isoSeconds(stack.clock.nowMs()),
      Description: "",
      Features: DEFAULT_FEATURES,
      ImageFamily: "",
      ImageName: fields.ImageId,
      ImageOwnerAlias: "self",
      ImageOwnerId: stack.accountId,
      ImageVersion: "",
      IsCopied: false,
      IsPublic: false,
      IsSelfShared: "False",
      IsSubscribed: false,
      IsSupportCloudinit: true,
      IsSupportIoOptimized: true,
      LicenseType: "Auto",
      LoginAsNonRootSupported: false,
      ProductCode: "",
      Progress: "100%",
      ResourceGroupId: "",
      SecureBootOptions: { SecureBootSupport: "unsupported" },
      Size: Number(system?.Size ?? 0),
      Status: "Available",
      SupplierName: "",
      Tags: { Tag: [] },
      ...fields,
    },
  };
}
