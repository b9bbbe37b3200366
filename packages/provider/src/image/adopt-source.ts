import { isDeepStrictEqual } from "node:util";
import type { PrivateState } from "terraform-plugin";
import { providerError } from "../errors.ts";
import { toSourceState } from "./model.ts";
import { agrees, originOf, storeOrigin } from "./origin.ts";
import { hasSource } from "./plan.ts";
import type { ImagePlan, ImageState } from "./schema.ts";

/**
 * Adopts the planned source of a stored image, if the plan changes it without replacing the image. Returns the state with that source. The
 * caller must store that state before anything can fail, because private state says from now on that Terraform chose the source.
 *
 * @throws DiagnosticError if the source was unknown during the plan, and the image was not created from it
 */
export function adoptSource(plan: ImagePlan, state: ImageState, privateState: PrivateState): ImageState {
  const { instance_id, snapshot_id, disk_device_mapping } = state;
  const source = toSourceState(plan, null);
  if (isDeepStrictEqual(source, { instance_id, snapshot_id, disk_device_mapping })) return state;
  if (!agrees(plan, originOf(state, privateState), state)) {
    throw providerError(
      "source_mismatch",
      `The source of the image ${state.id} was unknown during the plan. It is known now, and the image was not created from it. Nothing was changed. Plan again: the new plan replaces the image.`,
    );
  }
  if (hasSource(source)) storeOrigin({ kind: "configured" }, privateState);
  return { ...state, ...source };
}
