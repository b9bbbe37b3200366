import type { Attribute } from "../schema/attribute.ts";
import type { Block } from "../schema/block.ts";
import type { ObjectCollection, SchemaMembers } from "../schema/schema.ts";
import { elementAt, isList, isObject, memberOf } from "../types/access.ts";
import type { Path } from "../types/path.ts";
import { UNKNOWN } from "../types/unknown.ts";
import type { ObjectValue, Value } from "../types/value.ts";
import { configuredValue, isNoLongerConfigured } from "./configured-value.ts";
import { matchSetElements } from "./match-set-elements.ts";
import { type MemberValues, replacementPaths } from "./replacement-paths.ts";

/** An object of the configuration and its counterparts. */
export interface ObjectChange {
  readonly config: ObjectValue;
  /** What is stored; null for an object that does not exist yet. */
  readonly state: ObjectValue | null;
  /** The proposed plan. */
  readonly proposed: ObjectValue;
}

/** What is planned of an object, and what that means for it. */
export interface PlannedObject {
  readonly plan: ObjectValue;
  /** Paths whose change replaces the object. */
  readonly replace: readonly Path[];
}

/**
 * Plans an object from its configuration and its stored state: what the user wrote, else the default, else what is stored of a computed
 * value. With `markUnknown` computed values that the user left open become unknown instead. Plan modifiers can change each value after
 * that.
 *
 * What Terraform proposes is not taken up: it pairs the elements of sets by other rules, so that an element can have been given a computed
 * value of another one. Plan modifiers are shown it as part of the whole object.
 */
export function planObject(
  schema: SchemaMembers,
  { config, state, proposed }: ObjectChange,
  { markUnknown }: { readonly markUnknown: boolean },
): PlannedObject {
  const replace: Path[] = [];
  const walk = { markUnknown, whole: { config, state, plan: proposed }, replace };
  return { plan: planMembers(schema, config, state, [], walk), replace };
}

interface Walk {
  readonly markUnknown: boolean;
  readonly whole: MemberValues;
  readonly replace: Path[];
}

function planMembers(
  holder: SchemaMembers,
  config: Value,
  state: Value,
  path: Path,
  walk: Walk,
): ObjectValue {
  const planned: Record<string, Value> = {};
  for (const [name, each] of Object.entries(holder.attributes)) {
    const { rules, nested } = each;
    const at = rules.planModifiers || nested ? [...path, { attribute: name }] : path;
    planned[name] = planAttribute(each, memberOf(config, name), memberOf(state, name), at, walk);
  }
  for (const [name, each] of Object.entries(holder.blocks)) {
    const at = [...path, { attribute: name }];
    planned[name] = planBlock(each, memberOf(config, name), memberOf(state, name), at, walk);
  }
  return planned;
}

function planAttribute(attribute: Attribute, config: Value, state: Value, path: Path, walk: Walk): Value {
  // Terraform takes no plan that holds a write-only value.
  if (attribute.rules.writeOnly) return null;
  const plan = attributeValue(attribute, config, state, path, walk);
  return modify(attribute, { config, state, plan }, path, walk);
}

function attributeValue(attribute: Attribute, written: Value, state: Value, path: Path, walk: Walk): Value {
  const { rules, nested } = attribute;
  const config = configuredValue(attribute, written);
  if (config === null) {
    if (!rules.computed) return null;
    return walk.markUnknown || isNoLongerConfigured(attribute, config, state) ? UNKNOWN : state;
  }
  return nested ? planElements(nested, config, state, path, walk) : config;
}

function planBlock(block: Block, config: Value, state: Value, path: Path, walk: Walk): Value {
  const absent = block.nesting === "single" ? null : [];
  const plan = planElements(block, config ?? absent, state, path, walk);
  return modify(block, { config, state, plan }, path, walk);
}

/** Plans each object of a collection together with the stored one that it was. */
function planElements(holder: ObjectCollection, config: Value, state: Value, path: Path, walk: Walk): Value {
  const planOne = (element: Value, stored: Value, at: Path) =>
    isObject(element) ? planMembers(holder, element, isObject(stored) ? stored : null, at, walk) : element;
  if (holder.nesting === "single") return planOne(config, state, path);
  if (isList(config) && holder.nesting === "set") {
    const stored = matchSetElements(holder, config, isList(state) ? state : []);
    return config.map((each, index) => planOne(each, stored[index] ?? null, path));
  }
  if (isList(config)) {
    return config.map((each, index) => planOne(each, elementAt(state, index), [...path, { index }]));
  }
  if (!isObject(config)) return config;
  return Object.fromEntries(
    Object.entries(config).map(([key, each]) => [
      key,
      planOne(each, memberOf(state, key), [...path, { key }]),
    ]),
  );
}

/** Runs the plan modifiers of an attribute or block, and records the replacements and adoptions that they request. */
function modify(member: Attribute | Block, values: MemberValues, path: Path, walk: Walk): Value {
  const { planModifiers = [] } = member.kind === "block" ? member.options : member.rules;
  let { plan } = values;
  if (planModifiers.length === 0) return plan;
  let replace = false;
  for (const modifier of planModifiers) {
    const result = modifier.modify({ ...values, plan, path, whole: walk.whole });
    if (result.plan !== undefined) plan = result.plan;
    replace ||= result.requiresReplace ?? false;
  }
  if (walk.whole.state !== null && replace)
    walk.replace.push(...replacementPaths(member, { ...values, plan }, path));
  return plan;
}
