import { isDeepStrictEqual } from "node:util";
import type { PrivateState } from "terraform-plugin";
import { providerError } from "../errors.ts";
import { toSourceState } from "./model.ts";
import { agrees, originOf, storeOrigin } from "./origin.ts";
import { hasSource } from "./plan.ts";
import type { ImagePlan, ImageState } from "./schema.ts";

/**
 * Adopts the planned source of a stored image, where the plan changes it without replacing the image. Returns the state with that source,
 * which must be stored before anything can fail: private state says from now on that Terraform chose it.
 *
 * @throws DiagnosticError when a source that was not known while planning turns out to be another one
 */
export function adoptSource(plan: ImagePlan, state: ImageState, privateState: PrivateState): ImageState {
  const { instance_id, snapshot_id, disk_device_mapping } = state;
  const source = toSourceState(plan, null);
  if (isDeepStrictEqual(source, { instance_id, snapshot_id, disk_device_mapping })) return state;
  if (!agrees(plan, originOf(state, privateState), state)) {
    throw providerError(
      "source_mismatch",
      `The source of the image ${state.id} was not known while planning, and it is another one than the image was made of. Nothing was changed. Plan again: the image will be replaced.`,
    );
  }
  if (hasSource(source)) storeOrigin({ kind: "configured" }, privateState);
  return { ...state, ...source };
}
