import type { Diagnostics, JsonValue, MoveSource } from "terraform-plugin";
import { normalizeArguments } from "../legacy-state/normalize.ts";
import { movedId, record, storedTags, storedText, storedTimeouts } from "../legacy-state/stored-json.ts";
import type { ImageState } from "./schema.ts";

/**
 * State of an image as this provider would have stored it. Providers built on SDKv2 store "", 0, false and empty lists where nothing is
 * configured, and the disks of the image in `disk_device_mapping` even when it was made from an instance or one snapshot.
 */
export function normalizeImage(state: ImageState): ImageState {
  const instance_id = state.instance_id || null;
  const snapshot_id = state.snapshot_id || null;
  const hasOtherSource = instance_id !== null || snapshot_id !== null;
  return {
    ...state,
    ...normalizeArguments(state),
    instance_id,
    snapshot_id,
    disk_device_mapping: hasOtherSource
      ? []
      : state.disk_device_mapping.map((disk) => ({
          size: disk.size || null,
          snapshot_id: disk.snapshot_id || null,
        })),
  };
}

/** State that `moved` blocks accept: of the other name of this resource, and of the providers for both clouds. */
export const imageMoveSources: readonly MoveSource<ImageState>[] = [
  {
    types: ["alibabacloudstack_image", "alibabacloudstack_ecs_image"],
    providers: ["alibabacloudstack-community/alibabacloudstack", "aliyun/alibabacloudstack"],
    move: fromOtherState,
  },
  {
    types: ["alicloud_image"],
    providers: ["aliyun/alicloud", "hashicorp/alicloud"],
    move: fromOtherState,
  },
];

/** The part of the state of another image resource that the service does not report. The next read adds the rest. */
function fromOtherState(source: JsonValue, diagnostics: Diagnostics): Partial<ImageState> {
  const from = record(source);
  const disks = Array.isArray(from.disk_device_mapping) ? from.disk_device_mapping : [];
  return {
    ...movedId(from.id, diagnostics),
    instance_id: storedText(from.instance_id),
    snapshot_id: storedText(from.snapshot_id),
    image_name: storedText(from.image_name) ?? storedText(from.name),
    description: storedText(from.description),
    tags: storedTags(from.tags),
    default_tags: {},
    force: from.force === true ? true : null,
    disk_device_mapping: disks
      .map(record)
      .map((disk) => ({ size: integer(disk.size), snapshot_id: storedText(disk.snapshot_id) })),
    timeouts: storedTimeouts(from.timeouts),
  };
}

function integer(value: JsonValue | undefined): number | null {
  const number = typeof value === "string" ? Number(value) : value;
  return typeof number === "number" && Number.isSafeInteger(number) && number > 0 ? number : null;
}
