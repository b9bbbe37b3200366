import type { EcsClient, Image } from "ecs-client";
import { providerError } from "../errors.ts";
import { readImage } from "./read.ts";

/**
 * The own image that an import names; null when there is no such image at all, which Terraform says itself.
 *
 * @throws DiagnosticError if the ID belongs to another kind of object, or to an image that the account does not own
 */
export async function importableImage(
  imageId: string,
  ecs: EcsClient,
  signal: AbortSignal,
): Promise<Image | null> {
  const kind = KINDS.find(([prefix]) => imageId.startsWith(prefix))?.[1];
  if (kind) {
    throw providerError(
      "import_id_invalid",
      `${imageId} is the ID of ${kind}, not of an image. Import the image by its own ID, such as m-bp1g6zv0ce8oghu7k….`,
    );
  }
  const image = await readImage(imageId, ecs, signal);
  if (image) return image;
  const foreign = await foreignImage(imageId, ecs, signal);
  if (!foreign) return null;
  throw providerError(
    "import_of_foreign_image",
    `The image ${imageId} is ${ownerOf(foreign)}. Terraform can manage only images that this account owns. Use the ID of the image directly, or create an image of your own from it.`,
  );
}

/** No ID of the service is longer, nor one with a region before it. */
const LONGEST_ID = 200;

/**
 * Refuses an import ID that is too long to be one, without repeating it and before anything is called.
 *
 * @throws DiagnosticError
 */
export function requireShortId(id: string): void {
  if (id.length <= LONGEST_ID) return;
  throw providerError(
    "import_id_invalid",
    `An image is imported by its ID, such as m-bp1g6zv0ce8oghu7k…, not by a text of ${id.length} characters.`,
  );
}

/** Prefixes of the IDs of other objects, which users mistake for image IDs. */
const KINDS: readonly (readonly [prefix: string, kind: string])[] = [
  ["i-", "an instance"],
  ["s-", "a snapshot"],
  ["d-", "a disk"],
];

/** An image that everybody, or another account, shares with this one. Null if the service does not report one. */
async function foreignImage(imageId: string, ecs: EcsClient, signal: AbortSignal): Promise<Image | null> {
  try {
    const page = await ecs.describeImages({ imageIds: [imageId], statuses: "every" }, {}, signal);
    return page.items.find((each) => each.imageId === imageId) ?? null;
  } catch {
    return null;
  }
}

function ownerOf({ imageOwnerAlias }: Image): string {
  switch (imageOwnerAlias) {
    case "system":
      return "a system image, which the cloud provides";
    case "marketplace":
      return "an image of the marketplace";
    default:
      return "shared by another account";
  }
}
