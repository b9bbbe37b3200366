import { RUNNING_INSTANCE } from "./test-stack.ts";

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

/** The argument `tags`. */
export function tagsArgument(tags: Readonly<Record<string, string>>): string {
  return `tags = ${JSON.stringify(tags)}`;
}

/** A block `provider "alibabacloudstack"` with that body. */
export function providerBlock(body: string): string {
  return `provider "alibabacloudstack" {\n${body}\n}\n`;
}
