import { apiError } from "../../errors/api-error.ts";
import { type DiskDeviceMapping, type Image, isEncrypted } from "../../model/image.ts";
import { addCopy } from "../../model/image-life.ts";
import { newImage } from "../../model/new-image.ts";
import { newSnapshot } from "../../model/new-snapshot.ts";
import type { Stack } from "../../model/stack.ts";
import { checkResourceGroup } from "../common/check-resource-group.ts";
import { defineAction } from "../common/define-action.ts";
import { findRegion, regionId } from "../common/find-region.ts";
import { checkImageQuota, checkNameIsFree } from "../common/image-checks.ts";
import { tagList } from "../parameters/list-parameters.ts";
import { flag, required, text } from "../parameters/parameter.ts";
import { oneOf } from "../parameters/rule.ts";
import { checkNewTags, newTagErrors } from "../parameters/tag-rules.ts";
import { description, imageName } from "../parameters/text-rules.ts";

/**
 * CopyImage: creates an image of the same content in the destination region, by default the image's own. The copy is
 * Creating, or Waiting while five other copies into that region run. Its snapshots are new ones in the destination
 * region.
 */
export const copyImage = defineAction({
  name: "CopyImage",
  writes: true,
  clientToken: { mismatch: "idempotentMismatch", malformed: "clientTokenMalformed" },
  parameters: {
    RegionId: regionId,
    ImageId: required(text()),
    DestinationRegionId: text(),
    DestinationImageName: text(imageName("destinationNameMalformed")),
    DestinationDescription: text(description("destinationDescriptionMalformed")),
    Encrypted: flag(),
    EncryptAlgorithm: text(oneOf("encryptAlgorithmInvalid", ["AES-256", "SM4-128"])),
    KMSKeyId: text(),
    ResourceGroupId: text(),
    Tag: tagList({ legacy: false }),
    ClientToken: text(),
    DryRun: flag(),
  },
  errors: [
    "sourceRegionNotFound",
    "destinationRegionNotFound",
    "namedImageNotFound",
    "resourceGroupNotFound",
    "encryptedKmsKeyId",
    "encryptedAlgorithm",
    "copyCommunityImage",
    "copySameRegionOnly",
    "copyImageStatus",
    "copyEncryptedSnapshot",
    "copyConflict",
    "destinationNameDuplicated",
    "imageQuota",
    ...newTagErrors,
  ],
  find(stack, values) {
    const region = findRegion(stack, values.RegionId, "sourceRegionNotFound").regionId;
    const wanted = values.DestinationRegionId ?? region;
    const destination = findRegion(stack, wanted, "destinationRegionNotFound").regionId;
    const source = stack.imageIn(region, values.ImageId);
    if (source === undefined || source.fields.ImageOwnerAlias === "system") {
      throw apiError("namedImageNotFound", values.ImageId);
    }
    checkResourceGroup(values.ResourceGroupId);
    return { source, destination };
  },
  handle(stack, values, { source, destination }) {
    if (values.Encrypted !== true) {
      if (values.KMSKeyId !== undefined) throw apiError("encryptedKmsKeyId");
      if (values.EncryptAlgorithm !== undefined) throw apiError("encryptedAlgorithm");
    }
    const tags = checkNewTags(values.Tag);
    checkSource(stack, source, destination);
    if (values.Encrypted === false && isEncrypted(source)) throw apiError("copyEncryptedSnapshot");
    if (values.DestinationImageName !== undefined) {
      checkNameIsFree(stack, destination, values.DestinationImageName, {
        error: "destinationNameDuplicated",
      });
    }
    checkImageQuota(stack, destination);
    const ImageId = stack.ids.next("image");
    const encryption =
      values.Encrypted === undefined ? {} : { Encrypted: values.Encrypted, KMSKeyId: values.KMSKeyId ?? "" };
    const mappings = copiedMappings(stack, source, destination, ImageId, encryption);
    const copy = newImage(
      stack,
      destination,
      {
        ...source.fields,
        ...OWN_IMAGE,
        CreationTime: stack.now(),
        Description: values.DestinationDescription ?? "",
        DiskDeviceMappings: { DiskDeviceMapping: mappings },
        ImageFamily: "",
        ImageId,
        ImageName: values.DestinationImageName ?? ImageId,
        ImageOwnerId: stack.accountId,
        Progress: "0%",
        ResourceGroupId: values.ResourceGroupId ?? "",
        Status: "Waiting",
        Tags: tags,
      },
      { kind: "copy", sourceImageId: source.fields.ImageId },
    );
    addCopy(stack, copy);
    return { ImageId };
  },
});

const OWN_IMAGE = { ImageOwnerAlias: "self", IsCopied: true, IsPublic: false, IsSelfShared: "False" };

function checkSource(stack: Stack, source: Image, destination: string): void {
  const { ImageId, ImageOwnerAlias, IsPublic, Status } = source.fields;
  if (ImageOwnerAlias === "others") {
    if (IsPublic) throw apiError("copyCommunityImage");
    if (destination !== source.regionId) throw apiError("copySameRegionOnly");
  }
  if (Status !== "Available") throw apiError("copyImageStatus");
  if (stack.copies.isBeingCopied(ImageId)) throw apiError("copyConflict");
}

/** The disks of the source, each with a new snapshot in the destination region; empty disks stay without. */
function copiedMappings(
  stack: Stack,
  source: Image,
  regionOfCopy: string,
  imageId: string,
  encryption: { readonly Encrypted?: boolean; readonly KMSKeyId?: string },
): DiskDeviceMapping[] {
  return source.fields.DiskDeviceMappings.DiskDeviceMapping.map((mapping) => {
    const changed = { ...mapping, Encrypted: encryption.Encrypted ?? mapping.Encrypted };
    if (mapping.SnapshotId === "") return changed;
    const original = stack.snapshots.get(mapping.SnapshotId);
    const snapshot = newSnapshot(stack, {
      regionId: regionOfCopy,
      creation: "waiting",
      operatingSystem: original?.operatingSystem,
      fields: {
        ...(original !== undefined && { KMSKeyId: original.fields.KMSKeyId }),
        ...encryption,
        Encrypted: changed.Encrypted,
        SnapshotName: `SnapshotForImage-${imageId}`,
        SourceDiskSize: mapping.Size,
        SourceDiskType: mapping.Type,
        SourceRegionId: source.regionId,
        SourceSnapshotId: mapping.SnapshotId,
      },
    });
    return { ...changed, SnapshotId: snapshot.fields.SnapshotId };
  });
}
