import type { JsonValue, MoveSource } from "terraform-plugin";
import { record, storedTags, storedText, storedTimeouts } from "../legacy-state/stored-json.ts";
import type { ImageCopyState } from "./schema.ts";

/**
 * State of a copy as this provider would have stored it. Providers built on SDKv2 store "" and false where nothing is configured.
 */
export function normalizeImageCopy(state: ImageCopyState): ImageCopyState {
  return {
    ...state,
    kms_key_id: state.kms_key_id || null,
    image_name: state.image_name || null,
    description: state.description || null,
  };
}

/** State that `moved` blocks may bring. */
export const imageCopyMoveSources: readonly MoveSource<ImageCopyState>[] = [
  {
    types: ["alibabacloudstack_image_copy"],
    providers: ["aliyun/alibabacloudstack"],
    move: fromOtherState,
  },
];

/** What the state of the other provider tells that the service does not; the next read brings the rest. */
function fromOtherState(source: JsonValue): Partial<ImageCopyState> {
  const from = record(source);
  const source_image_id = storedText(from.source_image_id);
  const destination_region_id = storedText(from.destination_region_id);
  return {
    id: storedText(from.id),
    ...(source_image_id !== null && { source_image_id }),
    ...(destination_region_id !== null && { destination_region_id }),
    image_name: storedText(from.image_name) ?? storedText(from.name),
    description: storedText(from.description),
    encrypted: from.encrypted === true ? true : null,
    kms_key_id: storedText(from.kms_key_id),
    tags: storedTags(from.tags),
    tags_all: storedTags(from.tags),
    timeouts: storedTimeouts(from.timeouts),
  };
}
