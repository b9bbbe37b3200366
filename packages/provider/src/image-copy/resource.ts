import { path, resource } from "terraform-plugin";
import type { ProviderClient } from "../config/client.ts";
import { readImage } from "../image-lifecycle/read.ts";
import { updateImage } from "../image-lifecycle/update.ts";
import { knownPolicy, plannedTags } from "../tags/planned-tags.ts";
import { createImageCopy } from "./create.ts";
import { deleteImageCopy } from "./delete.ts";
import { fromApi, settle } from "./model.ts";
import { wantsAnotherKey } from "./plan.ts";
import { ecsOf, parseImportId } from "./region.ts";
import { imageCopySchema } from "./schema.ts";
import { imageCopyMoveSources, normalizeImageCopy } from "./stored-state.ts";
import { validateImageCopy } from "./validate.ts";

/** The managed resource `alibabacloudstack_image_copy`. */
export const imageCopyResource = resource({
  type: "image_copy",
  schema: imageCopySchema,
  normalize: normalizeImageCopy,
  moveFrom: imageCopyMoveSources,

  validate: validateImageCopy,

  modifyPlan({ config, state, plan, privateState, requireReplace }, { tagPolicy }: ProviderClient) {
    if (state !== null && wantsAnotherKey(config, state, privateState)) requireReplace(path("kms_key_id"));
    return { ...plan, tags_all: plannedTags(plan.tags, state, tagPolicy) };
  },

  create: (context, client) => createImageCopy(context, client, knownPolicy(client)),

  async read({ state, signal }, client) {
    const image = await readImage(state.id ?? "", ecsOf(state, client), signal);
    return image && fromApi(image, state, knownPolicy(client));
  },

  update: (context, client) =>
    updateImage(context, ecsOf(context.state, client), knownPolicy(client), settle),

  delete: ({ state, signal }, client) =>
    deleteImageCopy(state.id ?? "", state.force ?? false, ecsOf(state, client), signal),

  importState: ({ id }, client) => parseImportId(id, client),
});
