import { newClientToken } from "ecs-client";
import { isUnknown, resource } from "terraform-plugin";
import type { ProviderClient } from "../config/client.ts";
import { createImage } from "../image-lifecycle/create.ts";
import { deleteImage } from "../image-lifecycle/delete.ts";
import { warnOfHealth } from "../image-lifecycle/health.ts";
import { readImage } from "../image-lifecycle/read.ts";
import { requireRegion, storeRegion } from "../image-lifecycle/region.ts";
import { updateImage } from "../image-lifecycle/update.ts";
import { knownPolicy, planDefaultTags } from "../tags/plan.ts";
import { adoptSource } from "./adopt-source.ts";
import { checkDiskSizes } from "./disk-sizes.ts";
import { findSource } from "./find-source.ts";
import { importImage } from "./import.ts";
import { fromApi, toRequest, toState } from "./model.ts";
import { originOf, storeOrigin } from "./origin.ts";
import { planSource, warnOfUnknownSource } from "./plan.ts";
import { createImageRequest } from "./request.ts";
import { imageSchema } from "./schema.ts";
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

  async modifyPlan(context, client: ProviderClient) {
    const { config, state, plan, privateState, diagnostics, signal } = context;
    // Values that were unknown when the configuration was checked may be known by now.
    validateImage(config, diagnostics);
    const default_tags = planDefaultTags(plan.tags, client.tagPolicy, diagnostics);
    if (state === null) {
      requireSource(config);
      const disks = config.disk_device_mapping;
      if (!isUnknown(disks)) await checkDiskSizes(disks, () => client.ecs, diagnostics, signal);
      return { ...plan, default_tags };
    }
    requireRegion(state.id, privateState, client.region);
    const planned = planSource(config, state, originOf(state, privateState));
    warnOfUnknownSource(config, planned, state.id, diagnostics);
    for (const each of planned.replace) context.requireReplace(each);
    return { ...plan, ...planned.source, default_tags };
  },

  create({ plan, privateState, ...context }, client) {
    const policy = knownPolicy(client);
    storeRegion(privateState, client.region);
    storeOrigin({ kind: "configured" }, privateState);
    const request = toRequest(plan, newClientToken(), policy);
    return createImage(
      createImageRequest(request, client.ecs, client.region),
      (imageId, image) => toState(plan, imageId, image, policy),
      context,
    );
  },

  async read({ state, privateState, diagnostics, signal }, client) {
    const imageId = state.id;
    requireRegion(imageId, privateState, client.region);
    const image = await readImage(imageId, client.ecs, signal);
    if (image === null) return null;
    storeRegion(privateState, client.region);
    warnOfHealth(image, diagnostics);
    const source = await findSource(image, state, privateState, client.ecs, signal);
    return fromApi(image, { ...state, ...source }, client.tagPolicy);
  },

  update(context, client) {
    const { plan, state, privateState, partial } = context;
    requireRegion(state.id, privateState, client.region);
    const adopted = adoptSource(plan, state, privateState);
    if (adopted !== state) partial(adopted);
    return updateImage({ ...context, state: adopted }, client.ecs, knownPolicy(client), toState);
  },

  async delete({ state, privateState, signal }, client) {
    const imageId = state.id;
    requireRegion(imageId, privateState, client.region);
    await deleteImage(imageId, state.force ?? false, client.ecs, signal);
  },

  importState: ({ id, signal }, client) => importImage(id, client, signal),
});
