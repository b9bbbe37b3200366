import { tagsArgument } from "../support/hcl.ts";
import type { ImageBlock, Scenario } from "./scenario.ts";

/** The address of an image. */
export function addressOf({ resource, label }: Pick<ImageBlock, "resource" | "label">): string {
  return `${resource}.${label}`;
}

/** The blocks of images. */
export function imagesHcl(images: readonly ImageBlock[], timeouts: Scenario["timeouts"]): string {
  return images
    .map((each) => `resource "${each.resource}" "${each.label}" {\n${body(each, timeouts)}\n}\n`)
    .join("\n");
}

/** A provider block with short timeouts and few retries. */
export function impatientProvider({ readTimeoutMs, maxRetries }: Scenario): string {
  return `provider "alibabacloudstack" {\n  client_read_timeout = ${readTimeoutMs}\n  max_retries = ${maxRetries}\n}\n`;
}

function body(block: ImageBlock, timeouts: Scenario["timeouts"]): string {
  const lines = [block.source, `image_name = "${block.name}"`];
  if (block.description !== undefined) lines.push(`description = "${block.description}"`);
  if (Object.keys(block.tags).length > 0) lines.push(tagsArgument(block.tags));
  if (timeouts)
    lines.push(`timeouts {\n    create = "${timeouts.create}"\n    delete = "${timeouts.delete}"\n  }`);
  if (block.createBeforeDestroy) lines.push("lifecycle {\n    create_before_destroy = true\n  }");
  return lines.map((line) => `  ${line}`).join("\n");
}
