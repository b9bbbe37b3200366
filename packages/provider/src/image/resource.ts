import { DiagnosticError, isWhollyKnown, path, resource, UNKNOWN } from "terraform-plugin";
import { explain } from "../errors.ts";
import type { ProviderClient } from "../provider/client.ts";
import { sameTags, type TagPolicy, withDefaultTags } from "../tags/tag-policy.ts";
import { createImage } from "./create.ts";
import { deleteImage } from "./delete.ts";
import { fromApi } from "./model.ts";
import { type ImagePlan, type ImageState, imageSchema } from "./schema.ts";
import { leavesItsMapping } from "./source.ts";
import { imageMoveSources, normalizeImage } from "./stored-state.ts";
import { updateImage } from "./update.ts";
import { requireSource, validateImage } from "./validate.ts";

/** How old what a refresh tells may be: a plan over thousands of images reads them all at its beginning. */
const REFRESH_AGE_MS = 30_000;

/** The managed resource `alibabacloudstack_image`. */
export const imageResource = resource({
  type: "image",
  aliases: ["ecs_image"],
  schema: imageSchema,
  normalize: normalizeImage,
  moveFrom: imageMoveSources,

  validate: validateImage,

  modifyPlan({ config, state, plan, privateState, requireReplace }, { tagPolicy }: ProviderClient) {
    if (state === null) requireSource(config);
    else if (leavesItsMapping(config, state, privateState)) requireReplace(path("disk_device_mapping"));
    return { ...plan, tags_all: plannedTags(plan, state, tagPolicy) };
  },

  create: (context, client) => createImage(context, client, knownPolicy(client)),

  async read({ state, signal }, client) {
    const imageId = state.id ?? "";
    try {
      const image = await client.ecs.describeImage(imageId, signal, { maxAgeMs: REFRESH_AGE_MS });
      return image && fromApi(image, state, knownPolicy(client));
    } catch (error) {
      throw explain(error, `Cannot read the image ${imageId}`);
    }
  },

  update: (context, client) => updateImage(context, client, knownPolicy(client)),

  delete: ({ state, signal }, client) => deleteImage(state.id ?? "", state.force ?? false, client, signal),

  importState: ({ id }) => {
    const imageId = id.trim();
    if (/^\S+$/.test(imageId)) return { id: imageId };
    throw new DiagnosticError(
      "Invalid import ID",
      `An image is imported by its ID, such as m-bp1g6zv0ce8oghu7k…, not ${JSON.stringify(id)}.`,
    );
  },
});

/**
 * All tags that the image shall have, as far as they are known. State of another provider has none of them until it is read: it is left
 * so, where only own tags count.
 */
function plannedTags(
  { tags }: ImagePlan,
  state: ImageState | null,
  policy: TagPolicy | null,
): ImagePlan["tags_all"] {
  if (policy === null || !isWhollyKnown(tags)) return UNKNOWN;
  const all = withDefaultTags(tags, policy);
  const unread = state !== null && state.tags_all === null;
  return unread && sameTags(all, state.tags ?? {}) ? null : all;
}

/** Where objects are touched, the provider configuration is known. */
function knownPolicy({ tagPolicy }: ProviderClient): TagPolicy {
  if (tagPolicy) return tagPolicy;
  throw new DiagnosticError(
    "Provider configuration is not known yet",
    "default_tags or ignore_tags in the provider block depend on objects that do not exist yet. Apply those objects first, for example with -target.",
  );
}
