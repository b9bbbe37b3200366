import type { AnyPlanModifier } from "terraform-plugin";

/**
 * For an optional and computed argument whose zero value (false, an empty map) means the same as none. Providers built on SDKv2 store
 * false and {} where nothing is configured: without a configured value, a stored zero value stays. Any other stored value was configured
 * once, so it is planned to go, as with an argument that is not computed. A configured value is planned as it is, also in place of
 * another zero value: Terraform allows no other plan. That is one visible change, which calls nothing.
 */
export function keepStoredZero(): AnyPlanModifier {
  return {
    description: "",
    modify: ({ config, state }) => (config === null ? { plan: isZero(state) ? state : null } : {}),
  };
}

function isZero(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return value === false;
  return Object.keys(value).length === 0;
}
