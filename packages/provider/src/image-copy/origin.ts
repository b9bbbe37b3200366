import type { PrivateState } from "terraform-plugin";
import type { ImageCopyConfig, ImageCopyPlan, StoredImageCopy } from "./schema.ts";

const MEMBER = "origin";
const COPIED = "copied";
const ADOPTED = "adopted";

/** Stores in private state that this resource made the copy. */
export function storeMadeHere(privateState: PrivateState): void {
  privateState.set(MEMBER, COPIED);
}

/** Whether this resource made the copy. */
export function isMadeHere(privateState: PrivateState): boolean {
  return privateState.get(MEMBER) === COPIED;
}

/**
 * Adopts the planned arguments of an imported copy when its source is stored for the first time. Returns the state with them. The caller
 * must store that state before anything can fail, because private state says from now on that the arguments are known.
 */
export function adoptArguments(
  plan: ImageCopyPlan,
  state: StoredImageCopy,
  privateState: PrivateState,
): StoredImageCopy {
  if (state.source_image_id) return state;
  privateState.set(MEMBER, ADOPTED);
  const { source_image_id, destination_region_id, kms_key_id } = plan;
  return { ...state, source_image_id, destination_region_id, kms_key_id };
}

/**
 * Whether the configuration names a key for a copy that has none. The service does not report the key of an imported copy. Once its
 * configuration was adopted, a stored null means that the copy has no key.
 */
export function addsKey(
  config: ImageCopyConfig,
  state: StoredImageCopy,
  privateState: PrivateState,
): boolean {
  const isKnown = isMadeHere(privateState) || privateState.get(MEMBER) === ADOPTED;
  return config.kms_key_id !== null && state.kms_key_id === null && isKnown;
}
