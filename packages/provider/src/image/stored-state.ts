import type { JsonValue, MoveSource } from "terraform-plugin";
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
    instance_id,
    snapshot_id,
    image_name: state.image_name || null,
    description: state.description || null,
    disk_device_mapping: hasOtherSource
      ? []
      : state.disk_device_mapping.map((disk) => ({
          size: disk.size || null,
          snapshot_id: disk.snapshot_id || null,
        })),
  };
}

/** State that `moved` blocks may bring: of this provider's other name for the resource, and of the providers for both clouds. */
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

/** What the state of another image resource tells that the service does not; the next read brings the rest. */
function fromOtherState(source: JsonValue): Partial<ImageState> {
  const from = record(source);
  const disks = Array.isArray(from.disk_device_mapping) ? from.disk_device_mapping : [];
  return {
    id: text(from.id),
    instance_id: text(from.instance_id),
    snapshot_id: text(from.snapshot_id),
    image_name: text(from.image_name) ?? text(from.name),
    description: text(from.description),
    tags: tags(from.tags),
    tags_all: tags(from.tags_all) ?? tags(from.tags),
    force: from.force === true ? true : null,
    disk_device_mapping: disks
      .map(record)
      .map((disk) => ({ size: integer(disk.size), snapshot_id: text(disk.snapshot_id) })),
    timeouts: timeouts(from.timeouts),
  };
}

type Json = { readonly [name: string]: JsonValue | undefined };

function record(value: JsonValue | undefined): Json {
  // A JSON object is a record of JSON values; lists and scalars have no members to read.
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Json) : {};
}

function text(value: JsonValue | undefined): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}

function integer(value: JsonValue | undefined): number | null {
  const number = typeof value === "string" ? Number(value) : value;
  return typeof number === "number" && Number.isSafeInteger(number) && number > 0 ? number : null;
}

function tags(value: JsonValue | undefined): Record<string, string> | null {
  const entries = Object.entries(record(value)).flatMap(([name, each]) =>
    typeof each === "string" ? [[name, each] as const] : [],
  );
  return entries.length === 0 ? null : Object.fromEntries(entries);
}

function timeouts(value: JsonValue | undefined): ImageState["timeouts"] {
  const from = record(value);
  const given = { create: text(from.create), delete: text(from.delete) };
  return given.create === null && given.delete === null ? null : given;
}
