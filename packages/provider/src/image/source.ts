import type { PrivateState } from "terraform-plugin";
import type { ImageConfig, ImageState, PlannedImage } from "./schema.ts";

const MEMBER = "source";
const MAPPING = "disk_device_mapping";

/**
 * Notes beside the state that the image was made of its `disk_device_mapping` blocks. State of aliyun/alibabacloudstack has such blocks for
 * imported images too, where they say nothing about the source.
 */
export function noteSource(plan: PlannedImage, privateState: PrivateState): void {
  if (plan.disk_device_mapping.length > 0) privateState.set(MEMBER, MAPPING);
}

/** Whether the configuration wants another source for an image that was made of its `disk_device_mapping` blocks. */
export function leavesItsMapping(
  config: ImageConfig,
  state: ImageState,
  privateState: PrivateState,
): boolean {
  const wantsOther = config.instance_id !== null || config.snapshot_id !== null;
  return wantsOther && state.disk_device_mapping.length > 0 && privateState.get(MEMBER) === MAPPING;
}
