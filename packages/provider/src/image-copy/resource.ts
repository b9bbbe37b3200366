import { newClientToken } from "ecs-client";
import { path, resource } from "terraform-plugin";
import type { ProviderClient } from "../config/client.ts";
import { createImage } from "../image-lifecycle/create.ts";
import { warnOfHealth } from "../image-lifecycle/health.ts";
import { readImage } from "../image-lifecycle/read.ts";
import { updateImage } from "../image-lifecycle/update.ts";
import { knownPolicy, planDefaultTags } from "../tags/plan.ts";
import { deleteImageCopy } from "./delete.ts";
import { importImageCopy, requireCopy } from "./import.ts";
import { fromApi, toRequest, toState } from "./model.ts";
import { addsKey, adoptArguments, isMadeHere, storeMadeHere } from "./origin.ts";
import { ecsOf } from "./region.ts";
import { copyImageRequest } from "./request.ts";
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

  modifyPlan(context, { tagPolicy }: ProviderClient) {
    const { config, state, plan, privateState, diagnostics, requireReplace } = context;
    // Values that were unknown when the configuration was checked may be known by now.
    validateImageCopy(config, diagnostics);
    if (state !== null && addsKey(config, state, privateState)) requireReplace(path("kms_key_id"));
    return { ...plan, default_tags: planDefaultTags(plan.tags, tagPolicy, diagnostics) };
  },

  create({ plan, privateState, ...context }, client) {
    const policy = knownPolicy(client);
    storeMadeHere(privateState);
    const request = toRequest(plan, newClientToken(), policy);
    return createImage(
      copyImageRequest(request, client),
      (imageId, image) => toState(plan, imageId, image, policy),
      context,
    );
  },

  async read({ state, privateState, diagnostics, signal }, client) {
    const image = await readImage(state.id, ecsOf(state.destination_region_id, client), signal);
    if (image === null) return null;
    if (!isMadeHere(privateState)) requireCopy(image);
    warnOfHealth(image, diagnostics);
    const destination_region_id = state.destination_region_id || client.region;
    return fromApi(image, { ...state, destination_region_id }, client.tagPolicy);
  },

  update(context, client) {
    const { plan, state, privateState, partial } = context;
    const adopted = adoptArguments(plan, state, privateState);
    if (adopted !== state) partial(adopted);
    const ecs = ecsOf(state.destination_region_id, client);
    return updateImage({ ...context, state: adopted }, ecs, knownPolicy(client), toState);
  },

  delete: ({ state, signal }, client) =>
    deleteImageCopy(state.id, state.force ?? false, ecsOf(state.destination_region_id, client), signal),

  importState: ({ id, signal }, client) => importImageCopy(id, client, signal),
});
