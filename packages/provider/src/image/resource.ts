import { DiagnosticError, path, resource } from "terraform-plugin";
import type { ProviderClient } from "../config/client.ts";
import { deleteImage } from "../image-lifecycle/delete.ts";
import { readImage } from "../image-lifecycle/read.ts";
import { updateImage } from "../image-lifecycle/update.ts";
import { knownPolicy, plannedTags } from "../tags/planned-tags.ts";
import { createImage } from "./create.ts";
import { fromApi, settle } from "./model.ts";
import { imageSchema } from "./schema.ts";
import { leavesItsMapping } from "./source.ts";
import { imageMoveSources, normalizeImage } from "./stored-state.ts";
import { requireSource, validateImage } from "./validate.ts";

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
    return { ...plan, tags_all: plannedTags(plan.tags, state, tagPolicy) };
  },

  create: (context, client) => createImage(context, client.ecs, knownPolicy(client)),

  async read({ state, signal }, client) {
    const image = await readImage(state.id ?? "", client.ecs, signal);
    return image && fromApi(image, state, knownPolicy(client));
  },

  update: (context, client) => updateImage(context, client.ecs, knownPolicy(client), settle),

  delete: ({ state, signal }, { ecs }) => deleteImage(state.id ?? "", state.force ?? false, ecs, signal),

  importState: ({ id }) => {
    const imageId = id.trim();
    if (/^\S+$/.test(imageId)) return { id: imageId };
    throw new DiagnosticError(
      "Invalid import ID",
      `An image is imported by its ID, such as m-bp1g6zv0ce8oghu7k…, not ${JSON.stringify(id)}.`,
    );
  },
});
