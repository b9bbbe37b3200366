import type { Attribute } from "../schema/attribute.ts";
import { elementsOf } from "../schema/visit.ts";
import { memberOf } from "../types/access.ts";
import type { Value } from "../types/value.ts";

/** What the configuration says of an attribute: what the user wrote, else the default. */
export function configuredValue({ rules }: Attribute, config: Value): Value {
  return config === null && rules.default !== undefined ? rules.default : config;
}

/**
 * Whether the user has taken an optional and computed nested attribute out of the configuration: what is stored of it then holds values
 * that only a configuration can have given. Source: Terraform, internal/plans/objchange.
 */
export function isNoLongerConfigured({ rules, nested }: Attribute, config: Value, state: Value): boolean {
  if (config !== null || !rules.optional || !nested) return false;
  return elementsOf(nested, state, []).some(([element]) =>
    Object.entries(nested.attributes).some(
      ([name, each]) => !each.rules.computed && memberOf(element, name) !== null,
    ),
  );
}
