import type { Attribute } from "../schema/attribute.ts";
import type { Block } from "../schema/block.ts";
import type { ObjectCollection, SchemaMembers } from "../schema/schema.ts";
import { isList, isObject, memberOf } from "../types/access.ts";
import { valueEquals } from "../types/equals.ts";
import { isUnknown } from "../types/unknown.ts";
import { containsUnknown, type Value } from "../types/value.ts";
import { configuredValue } from "./configured-value.ts";
import { Matching } from "./matching.ts";

/**
 * Whether a configured element can have become a stored one:
 *
 * - `exact`: yes, and the user left nothing open that the stored element decides
 * - `open`: yes, but the user left a value to the provider, so that other stored elements may fit as well
 * - `none`: no, a written value is stored otherwise
 *
 * What is not known yet may be anything.
 */
export type Agreement = "exact" | "open" | "none";

/** How the objects `config` and `state` of a holder agree. */
export function agreement(holder: SchemaMembers, config: Value, state: Value): Agreement {
  if (isUnknown(config)) return "open";
  if (!isObject(config) || !isObject(state)) return config === state ? "exact" : "none";
  let result: Agreement = "exact";
  for (const [name, each] of Object.entries(holder.attributes)) {
    result = weaker(result, ofAttribute(each, memberOf(config, name), memberOf(state, name)));
    if (result === "none") return result;
  }
  for (const [name, each] of Object.entries(holder.blocks)) {
    result = weaker(result, ofBlock(each, memberOf(config, name), memberOf(state, name)));
    if (result === "none") return result;
  }
  return result;
}

function ofAttribute(attribute: Attribute, written: Value, state: Value): Agreement {
  const { rules, type, nested } = attribute;
  if (rules.writeOnly) return "exact";
  const config = configuredValue(attribute, written);
  if (isUnknown(config)) return "open";
  if (config === null && rules.computed) return rules.optional && state !== null ? "open" : "exact";
  if (nested) return ofElements(nested, config, state);
  if (valueEquals(type, config, state)) return "exact";
  return containsUnknown(config) ? "open" : "none";
}

function ofBlock(block: Block, config: Value, state: Value): Agreement {
  if (block.nesting === "single") return ofElements(block, config, state);
  return ofElements(block, config ?? [], state ?? []);
}

function ofElements(holder: ObjectCollection, config: Value, state: Value): Agreement {
  if (isUnknown(config)) return "open";
  if (config === null || state === null) return config === state ? "exact" : "none";
  if (holder.nesting === "single") return agreement(holder, config, state);
  if (isList(config) && isList(state)) {
    if (holder.nesting === "set") return ofSets(holder, config, state);
    if (config.length !== state.length) return "none";
    return all(config.map((each, index) => agreement(holder, each, state[index] ?? null)));
  }
  const names = isObject(config) ? Object.keys(config) : [];
  if (!isObject(state) || names.length !== Object.keys(state).length) return "none";
  return all(
    names.map((name) =>
      Object.hasOwn(state, name) ? agreement(holder, memberOf(config, name), memberOf(state, name)) : "none",
    ),
  );
}

/** Sets agree when each of their elements can be paired with one of the other. */
function ofSets(holder: SchemaMembers, config: readonly Value[], state: readonly Value[]): Agreement {
  if (config.some(containsUnknown)) return "open";
  if (config.length !== state.length) return "none";
  const matching = new Matching();
  let result: Agreement = "exact";
  for (const [element, each] of config.entries()) {
    const grades = state.map((other) => agreement(holder, each, other));
    const candidates = [...grades.keys()].filter((index) => grades[index] !== "none");
    if (!matching.add(element, candidates)) return "none";
    if (grades.includes("open")) result = "open";
  }
  return result;
}

function all(results: readonly Agreement[]): Agreement {
  return results.reduce(weaker, "exact");
}

function weaker(a: Agreement, b: Agreement): Agreement {
  if (a === "none" || b === "none") return "none";
  return a === "open" || b === "open" ? "open" : "exact";
}
