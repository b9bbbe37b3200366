import { type Image, type ImageFields, isUsable } from "../../model/image.ts";
import type { Stack } from "../../model/stack.ts";
import { progress } from "../../model/time.ts";
import type { JsonObject } from "../../wire/json.ts";

/** An image as the API shows it. */
export function imageToApi(stack: Stack, image: Image): JsonObject {
  return {
    ...image.fields,
    ...progressOf(stack, image),
    Usable: isUsable(image),
    Usage: imageUsage(stack, image),
  };
}

/** `instance` when some instance was made from the image, else `none`. */
export function imageUsage(stack: Stack, image: Image): "instance" | "none" {
  return stack.isImageInUse(image.fields.ImageId) ? "instance" : "none";
}

/** The present progress of the image; for a copy or an import also in its mappings. */
function progressOf(stack: Stack, image: Image): Partial<ImageFields> {
  const { creation, fields, origin } = image;
  if (creation === undefined || fields.Status !== "Creating") return {};
  const nowMs = stack.clock.nowMs();
  const Progress = progress(creation, nowMs);
  if (origin === undefined) return { Progress };
  const RemainTime = Math.ceil((creation.endMs - nowMs) / 1000);
  const mappings = fields.DiskDeviceMappings.DiskDeviceMapping;
  return {
    Progress,
    DiskDeviceMappings: {
      DiskDeviceMapping: mappings.map((mapping) => ({ ...mapping, Progress, RemainTime })),
    },
  };
}
