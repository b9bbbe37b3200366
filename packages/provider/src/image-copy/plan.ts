import type { PrivateState } from "terraform-plugin";
import type { ImageCopyConfig, StoredImageCopy } from "./schema.ts";

const MEMBER = "origin";
const COPIED = "copied";

/**
 * Notes beside the state that the copy was made by this resource, so that what is not stored was not asked for. Of an imported copy it is
 * not known what was.
 */
export function noteCopied(privateState: PrivateState): void {
  privateState.set(MEMBER, COPIED);
}

/** Whether the configuration names a key for a copy that was made without one. */
export function wantsAnotherKey(
  config: ImageCopyConfig,
  state: StoredImageCopy,
  privateState: PrivateState,
): boolean {
  return config.kms_key_id !== null && state.kms_key_id === null && privateState.get(MEMBER) === COPIED;
}
