import { imageToApi } from "../actions/image/image-to-api.ts";
import { LocalStackError } from "../errors/local-stack-error.ts";
import { IMAGE_STATUSES, type Image, type ImageFields, newMapping } from "../model/image.ts";
import { cancelImageTransitions } from "../model/image-life.ts";
import type { Stack } from "../model/stack.ts";
import { isJsonObject, type JsonObject, type JsonValue } from "../wire/json.ts";

/**
 * Changes any stored field of an image but its ID, tags of the system included, which the API does not allow. Names
 * and types are those of the API. A new Status also cancels the creation or deletion in progress. Returns the image
 * as the API shows it.
 */
export function patchImage(stack: Stack, imageId: string, change: JsonObject): JsonObject {
  const image = findImage(stack, imageId);
  const sample: JsonObject = sampleFields(image);
  for (const [name, value] of Object.entries(change)) {
    const wanted = Object.hasOwn(sample, name) ? sample[name] : undefined;
    if (wanted === undefined || name === "ImageId") {
      throw new LocalStackError(
        "InvalidRequest",
        `"${name}" is not a field of an image that can be changed.`,
      );
    }
    if (!hasShapeOf(wanted, value)) {
      throw new LocalStackError(
        "InvalidRequest",
        `"${name}" must have the shape of ${JSON.stringify(wanted)}.`,
      );
    }
  }
  if (typeof change.Status === "string" && !IMAGE_STATUSES.includes(change.Status)) {
    throw new LocalStackError("InvalidRequest", `"Status" must be one of ${IMAGE_STATUSES.join(", ")}.`);
  }
  if (change.Status !== undefined) cancelImageTransitions(stack, image);
  // The parsing edge: every field of the change has a name and the shape of a field of an image.
  stack.images.change(imageId, change as Partial<ImageFields>);
  return imageToApi(stack, image);
}

/** The image of that ID; throws a NotFound error when there is none. */
export function findImage(stack: Stack, imageId: string): Image {
  const image = stack.images.get(imageId);
  if (image === undefined) throw new LocalStackError("NotFound", `There is no image ${imageId}.`);
  return image;
}

/** The fields of the image, with one item in every list, so that items can be compared with it. */
function sampleFields(image: Image): ImageFields {
  const mapping = newMapping({ Device: "/dev/xvda", SnapshotId: "", Type: "system", sizeGib: 40 });
  return {
    ...image.fields,
    Tags: { Tag: [{ TagKey: "key", TagValue: "value" }] },
    DiskDeviceMappings: { DiskDeviceMapping: [mapping] },
  };
}

function hasShapeOf(sample: JsonValue, value: JsonValue | undefined): boolean {
  if (value === undefined || value === null) return false;
  if (isJsonObject(sample)) {
    return (
      isJsonObject(value) &&
      Object.keys(sample).length === Object.keys(value).length &&
      Object.entries(sample).every(
        ([name, item]) =>
          item !== undefined && Object.hasOwn(value, name) && hasShapeOf(item ?? "", value[name]),
      )
    );
  }
  if (Array.isArray(sample)) {
    const item: JsonValue = sample[0];
    return Array.isArray(value) && value.every((candidate: JsonValue) => hasShapeOf(item, candidate));
  }
  return typeof value === typeof sample;
}
