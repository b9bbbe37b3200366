import { NEIGHBOUR_REGION, RUNNING_INSTANCE } from "./test-stack.ts";

/** The address of the image that {@link image} writes. */
export const IMAGE = "alibabacloudstack_image.default";

/** A block `resource "alibabacloudstack_image" "default"` with that body. */
export function image(body: string, name = "default"): string {
  return `resource "alibabacloudstack_image" "${name}" {\n${body}\n}\n`;
}

/** An image of the running instance, with more arguments. */
export function instanceImage(body = "", name = "default"): string {
  return image(`instance_id = "${RUNNING_INSTANCE}"\n${body}`, name);
}

/** The address of the copy that {@link imageCopy} writes. */
export const COPY = "alibabacloudstack_image_copy.default";

/** A block `resource "alibabacloudstack_image_copy"` for a copy of that image, with more arguments. */
export function imageCopy(
  sourceImageId: string,
  body = "",
  { name = "default", region = NEIGHBOUR_REGION } = {},
): string {
  return `resource "alibabacloudstack_image_copy" "${name}" {\nsource_image_id = "${sourceImageId}"\ndestination_region_id = "${region}"\n${body}\n}\n`;
}

/** The argument `tags`. */
export function tagsArgument(tags: Readonly<Record<string, string>>): string {
  return `tags = ${JSON.stringify(tags)}`;
}

/** A block `provider "alibabacloudstack"` with that body. */
export function providerBlock(body: string): string {
  return `provider "alibabacloudstack" {\n${body}\n}\n`;
}
