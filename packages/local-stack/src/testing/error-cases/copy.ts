import type { Stack } from "../../model/stack.ts";
import { availableImage, creatingImage, OTHER_REGION, patchImage, run, SYSTEM_IMAGE } from "../stack.ts";
import { casesOf, type ErrorCase, manyTags } from "./error-case.ts";

const NOWHERE = { RegionId: "cn-nowhere" };
const DESTINATION = { DestinationRegionId: OTHER_REGION };
const available = (stack: Stack) => ({ ImageId: availableImage(stack) });

function encryptedImage(stack: Stack) {
  const ImageId = availableImage(stack);
  const copied = run(stack, "CopyImage", { ImageId, Encrypted: true });
  stack.clock.advance(stack.durations.imageMs);
  return { ImageId: String(copied.ImageId) };
}

function copying(stack: Stack) {
  const ImageId = availableImage(stack);
  run(stack, "CopyImage", { ImageId, ...DESTINATION });
  return { ImageId };
}

/** Makes an image in the destination region by a copy that is done. */
function copied(stack: Stack) {
  const { ImageId } = run(stack, "CopyImage", { ImageId: availableImage(stack), ...DESTINATION });
  stack.clock.advance(stack.durations.imageMs);
  stack.processDueEvents();
  return { ImageId: String(ImageId), RegionId: OTHER_REGION };
}

function foreignImage(IsPublic: boolean) {
  return (stack: Stack) => {
    const ImageId = availableImage(stack);
    patchImage(stack, ImageId, { ImageOwnerAlias: "others", IsPublic });
    return { ImageId };
  };
}

const copyImage = casesOf("CopyImage", DESTINATION, [
  ["sourceRegionNotFound", "400 SourceRegion.NotFound", NOWHERE, available],
  ["destinationRegionNotFound", "400 DestinationRegion.NotFound", { DestinationRegionId: "x" }, available],
  ["namedImageNotFound", "404 InvalidImageId.NotFound", { ImageId: "m-unknown" }],
  ["namedImageNotFound", "404 InvalidImageId.NotFound", { ImageId: SYSTEM_IMAGE }],
  ["resourceGroupNotFound", "404 InvalidResourceGroup.NotFound", { ResourceGroupId: "no group" }, available],
  ["destinationNameMalformed", "400 InvalidImageName.Malformed", { DestinationImageName: "1" }, available],
  [
    "destinationDescriptionMalformed",
    "400 InvalidDescription.Malformed",
    { DestinationDescription: "http://x" },
    available,
  ],
  [
    "encryptAlgorithmInvalid",
    "400 InvalidEncryptAlgorithm",
    { EncryptAlgorithm: "rot13", Encrypted: true },
    available,
  ],
  ["encryptedKmsKeyId", "400 InvalidEncrypted.NotMatchKmsKeyId", { KMSKeyId: "key" }, available],
  [
    "encryptedAlgorithm",
    "400 InvalidEncrypted.NotMatchEncryptAlgorithm",
    { EncryptAlgorithm: "AES-256" },
    available,
  ],
  ["copyCommunityImage", "400 OperationDenied.CommunityImage", {}, foreignImage(true)],
  ["copySameRegionOnly", "403 OperationDenied.SameRegionOnly", {}, foreignImage(false)],
  ["copyImageStatus", "400 IncorrectImageStatus", {}, (stack) => ({ ImageId: creatingImage(stack) })],
  ["copyEncryptedSnapshot", "403 OperationDeined.EncryptedSnapshot", { Encrypted: false }, encryptedImage],
  ["copyConflict", "400 OperationDenied.ImageCopyConflict", {}, copying],
  [
    "destinationNameDuplicated",
    "400 InvalidImageName.Duplicated",
    { DestinationImageName: "taken" },
    (stack) => {
      run(stack, "CopyImage", {
        ImageId: availableImage(stack),
        ...DESTINATION,
        DestinationImageName: "taken",
      });
      return available(stack);
    },
  ],
  [
    "imageQuota",
    "403 QuotaExceed.Image",
    {},
    (stack) => {
      copying(stack);
      stack.quotas = { ...stack.quotas, imagesPerRegion: 2 };
      const second = available(stack);
      stack.quotas = { ...stack.quotas, imagesPerRegion: 1 };
      return second;
    },
  ],
  ["tagKeyMalformed", "400 InvalidTagKey.Malformed", { "Tag.1.Key": "acs:a" }, available],
  [
    "tagValueMalformed",
    "400 InvalidTagValue.Malformed",
    { "Tag.1.Key": "a", "Tag.1.Value": "acs:" },
    available,
  ],
  ["duplicateTagKey", "400 Duplicate.TagKey", { "Tag.1.Key": "a", "Tag.2.Key": "a" }, available],
  ["tagQuota", "403 QuotaExceed.Tags", manyTags(21), available],
  [
    "idempotentMismatch",
    "400 IdempotentParameterMismatch",
    { ClientToken: "token", DestinationDescription: "second" },
    (stack) => {
      const sent = available(stack);
      run(stack, "CopyImage", { ...sent, ...DESTINATION, ClientToken: "token" });
      return sent;
    },
  ],
  ["clientTokenMalformed", "400 InvalidClientToken.Malformed", { ClientToken: "ä" }, available],
]);

const cancelCopyImage = casesOf("CancelCopyImage", {}, [
  ["regionNotFound", "404 InvalidRegionId.NotFound", NOWHERE, available],
  ["imageNotFound", "404 InvalidImageId.NotFound", { ImageId: "m-unknown" }],
  ["notFromCopy", "400 ImageCreatedNotFromCopy", {}, available],
  ["copyCompleted", "400 IncorrectImageStatus", {}, copied],
  [
    "copyFailed",
    "400 IncorrectImageStatus",
    {},
    (stack) => {
      const sent = copied(stack);
      patchImage(stack, sent.ImageId, { Status: "CreateFailed" });
      return sent;
    },
  ],
]);

const deleteImage = casesOf("DeleteImage", { Force: true }, [
  ["deleteWhileCopying", "403 OperationDenied.ImageCopying", {}, copying],
  [
    "deleteWhileCopying",
    "403 OperationDenied.ImageCopying",
    {},
    (stack) => {
      const { ImageId } = run(stack, "CopyImage", { ImageId: availableImage(stack), ...DESTINATION });
      return { ImageId: String(ImageId), RegionId: OTHER_REGION };
    },
  ],
]);

/** Requests about copies of images that must be refused. */
export const copyCases: readonly ErrorCase[] = [...copyImage, ...cancelCopyImage, ...deleteImage];
