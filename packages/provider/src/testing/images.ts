import { type ImageConfig, type ImagePlan, type ImageState, imageSchema } from "../image/schema.ts";
import type { TagPolicy } from "../tags/policy.ts";
import { emptyConfig, emptyPlan } from "./schema-values.ts";

/** A provider block that says nothing about tags. */
export const plainPolicy: TagPolicy = { defaults: {}, ignoredKeys: [], ignoredPrefixes: [] };

/** What is planned of optional and computed arguments that the service does not decide about, when they are not configured. */
export const NOT_CONFIGURED = { tags: null, force: null, default_tags: {} } as const;

/** An image that will be made of an instance; what the service decides is unknown. */
export function plannedImage(changes: Partial<ImagePlan> = {}): ImagePlan {
  // The values are made from the schema that the type is inferred from.
  const open = emptyPlan(imageSchema) as ImagePlan;
  return { ...open, instance_id: "i-1", snapshot_id: null, ...NOT_CONFIGURED, ...changes };
}

/** The stored image that `reportedImage()` of the fake service becomes when it was made of an instance. */
export function storedImage(changes: Partial<ImageState> = {}): ImageState {
  return {
    ...(emptyConfig(imageSchema) as ImageState),
    id: "m-1",
    instance_id: "i-1",
    image_name: "golden",
    description: "A golden image",
    status: "Available",
    creation_time: "2026-01-02T03:04:05Z",
    default_tags: {},
    ...changes,
  };
}

/** The configuration of an image: what is not given is null. */
export function imageConfig(given: Partial<ImageConfig> = {}): ImageConfig {
  return { ...(emptyConfig(imageSchema) as ImageConfig), ...given };
}
