import type { Diagnostics, JsonValue, MoveSource } from "terraform-plugin";
import { normalizeArguments } from "../legacy-state/normalize.ts";
import { movedId, record, storedTags, storedText, storedTimeouts } from "../legacy-state/stored-json.ts";
import type { StoredImageCopy } from "./schema.ts";

/**
 * State of a copy as this provider would have stored it. Providers built on SDKv2 store "" and false where nothing is configured.
 */
export function normalizeImageCopy(state: StoredImageCopy): StoredImageCopy {
  return {
    ...state,
    ...normalizeArguments(state),
    kms_key_id: state.kms_key_id || null,
  };
}

/** State that `moved` blocks accept. */
export const imageCopyMoveSources: readonly MoveSource<StoredImageCopy>[] = [
  {
    types: ["alibabacloudstack_image_copy"],
    providers: ["aliyun/alibabacloudstack"],
    move: fromOtherState,
  },
];

/** The part of the other provider's state that the service does not report. The next read adds the rest. */
function fromOtherState(source: JsonValue, diagnostics: Diagnostics): Partial<StoredImageCopy> {
  const from = record(source);
  const source_image_id = storedText(from.source_image_id);
  const destination_region_id = storedText(from.destination_region_id);
  return {
    ...movedId(from.id, diagnostics),
    ...(source_image_id !== null && { source_image_id }),
    ...(destination_region_id !== null && { destination_region_id }),
    image_name: storedText(from.image_name) ?? storedText(from.name),
    description: storedText(from.description),
    encrypted: from.encrypted === true ? true : null,
    kms_key_id: storedText(from.kms_key_id),
    tags: storedTags(from.tags),
    default_tags: {},
    timeouts: storedTimeouts(from.timeouts),
  };
}
