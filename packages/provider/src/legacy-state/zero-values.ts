import { type AnyPlanModifier, isUnknown } from "terraform-plugin";

/**
 * Plans no change between null, false and an empty map. Providers built on SDKv2 store false and {} where nothing is configured. A
 * configuration can say each of them too, so they cannot be made one when stored state is read.
 */
export function ignoreZeroValues(): AnyPlanModifier {
  return {
    description: "",
    modify: ({ plan, state }) => (isZero(plan) && isZero(state) ? { adopts: true } : {}),
  };
}

function isZero(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return value === false || value === null;
  return !isUnknown(value) && Object.keys(value).length === 0;
}
