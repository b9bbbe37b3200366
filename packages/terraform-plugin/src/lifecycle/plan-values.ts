import type { Attribute, AttributeMap } from "../schema/attribute.ts";
import type { Block } from "../schema/block.ts";
import type { PlanModifier } from "../schema/plan-modifiers.ts";
import { blockType, type Schema } from "../schema/schema.ts";
import { valueEquals } from "../types/equals.ts";
import type { Path } from "../types/path.ts";
import type { Type } from "../types/type.ts";
import { isUnknown, UNKNOWN } from "../types/unknown.ts";
import type { ObjectValue, Value } from "../types/value.ts";

function asObject(value: Value): ObjectValue | null {
  return value as ObjectValue | null;
}

type Holder = Pick<Schema, "attributes" | "blocks">;

/** What a plan says beside its values. */
export interface PlanEffects {
  /** Paths whose change replaces the object. */
  readonly replace: Path[];
  /** Names of top-level arguments whose stored null adopts the configured value. */
  readonly adopted: Set<string>;
}

/** One object of the configuration with its counterparts in state and plan. */
interface Triple {
  readonly config: ObjectValue;
  /** Null for an object that does not exist yet. */
  readonly state: ObjectValue | null;
  readonly plan: ObjectValue;
}

interface Walk {
  /** Computed values that the configuration leaves open become unknown. */
  readonly markUnknown: boolean;
  readonly whole: { readonly config: Value; readonly state: Value; readonly plan: Value };
  readonly effects: PlanEffects;
}

/**
 * Defaults, unknown values and plan modifiers, applied to what Terraform proposes.
 *
 * Terraform proposes null for a computed value that has no prior one, and the prior one otherwise. When anything changes
 * (`markUnknown`), every computed value without configuration becomes unknown, and modifiers say which are known all the same.
 */
export function planValues(
  schema: Schema,
  triple: Triple,
  markUnknown: boolean,
): { plan: ObjectValue; effects: PlanEffects } {
  const effects: PlanEffects = { replace: [], adopted: new Set() };
  const whole = { config: triple.config, state: triple.state, plan: triple.plan };
  return { plan: planObject(schema, triple, [], { markUnknown, whole, effects }), effects };
}

function planObject(holder: Holder, triple: Triple, path: Path, walk: Walk): ObjectValue {
  const planned: Record<string, Value> = {
    ...triple.plan,
    ...planAttributes(holder.attributes, triple, path, walk),
  };
  for (const [name, each] of Object.entries(holder.blocks)) {
    planned[name] = planBlock(each, membersOf(triple, name), [...path, { attribute: name }], walk);
  }
  return planned;
}

function planAttributes(
  attributes: AttributeMap,
  triple: Triple,
  path: Path,
  walk: Walk,
): Record<string, Value> {
  const planned: Record<string, Value> = {};
  for (const [name, each] of Object.entries(attributes)) {
    planned[name] = planAttribute(each, membersOf(triple, name), [...path, { attribute: name }], walk);
  }
  return planned;
}

function planAttribute({ type, rules, nested }: Attribute, values: Values, path: Path, walk: Walk): Value {
  let { plan } = values;
  if (values.config === null && rules.default !== undefined) {
    plan = rules.default as Value;
  } else if (values.config === null && rules.computed && walk.markUnknown) {
    plan = UNKNOWN;
  } else if (nested) {
    plan = planElements(nested.nesting, values, path, (triple, elementPath) =>
      planAttributes(nested.attributes, triple, elementPath, walk),
    );
  }
  return modify(rules.planModifiers ?? [], type, { ...values, plan }, path, walk);
}

function planBlock(block: Block, values: Values, path: Path, walk: Walk): Value {
  const plan = planElements(block.nesting, values, path, (triple, elementPath) =>
    planObject(block, triple, elementPath, walk),
  );
  return modify(block.options.planModifiers ?? [], blockType(block), { ...values, plan }, path, walk);
}

function modify(
  modifiers: readonly PlanModifier[],
  type: Type,
  values: Values,
  path: Path,
  walk: Walk,
): Value {
  let { plan } = values;
  let replace = false;
  let adopts = false;
  for (const modifier of modifiers) {
    const result = modifier.modify({ ...values, plan, path, whole: walk.whole });
    if (result.plan !== undefined) plan = result.plan;
    replace ||= result.requiresReplace ?? false;
    adopts ||= result.adopts ?? false;
  }
  const exists = walk.whole.state !== null;
  if (exists && (replace || adopts) && !valueEquals(type, plan, values.state)) {
    if (replace) walk.effects.replace.push(path);
    const [first, ...below] = path;
    if (adopts && below.length === 0 && first && "attribute" in first)
      walk.effects.adopted.add(first.attribute);
  }
  return plan;
}

/** Applies `planOne` to the object, or to every object of the collection, that a block or nested attribute holds. */
function planElements(
  nesting: "single" | "list" | "set" | "map",
  { config, state, plan }: Values,
  path: Path,
  planOne: (triple: Triple, path: Path) => ObjectValue,
): Value {
  if (plan === null || isUnknown(plan)) return plan;
  if (nesting === "single") return planElement(config, state, plan, path, planOne);
  if (Array.isArray(plan)) {
    return plan.map((each: Value, index) =>
      nesting === "list"
        ? planElement(at(config, index), at(state, index), each, [...path, { index }], planOne)
        : planElement(counterpart(config, each), counterpart(state, each), each, path, planOne),
    );
  }
  return Object.fromEntries(
    Object.entries(plan).map(([key, each]: [string, Value]) => [
      key,
      planElement(member(config, key), member(state, key), each, [...path, { key }], planOne),
    ]),
  );
}

function planElement(
  config: Value,
  state: Value,
  plan: Value,
  path: Path,
  planOne: (triple: Triple, path: Path) => ObjectValue,
): Value {
  if (plan === null || isUnknown(plan)) return plan;
  const known = (value: Value) => (isUnknown(value) ? null : asObject(value));
  return planOne({ config: known(config) ?? {}, state: known(state), plan: known(plan) ?? {} }, path);
}

/**
 * The element of another set that stands for the same thing: sets have no keys, so it is the one that agrees in every value that
 * both have.
 */
function counterpart(set: Value, element: Value): Value {
  if (!Array.isArray(set)) return null;
  return set.find((each: Value) => agrees(each, element)) ?? null;
}

function agrees(a: Value, b: Value): boolean {
  const left = isUnknown(a) ? null : asObject(a);
  const right = isUnknown(b) ? null : asObject(b);
  if (!left || !right) return false;
  return Object.entries(left).every(([name, value]) => {
    const other = right[name] ?? null;
    return value === null || other === null || JSON.stringify(value) === JSON.stringify(other);
  });
}

interface Values {
  readonly config: Value;
  readonly state: Value;
  readonly plan: Value;
}

function membersOf({ config, state, plan }: Triple, name: string): Values {
  return { config: config[name] ?? null, state: state?.[name] ?? null, plan: plan[name] ?? null };
}

function at(list: Value, index: number): Value {
  return Array.isArray(list) ? (list[index] ?? null) : null;
}

function member(map: Value, key: string): Value {
  if (map === null || typeof map !== "object" || Array.isArray(map) || isUnknown(map)) return null;
  return asObject(map)?.[key] ?? null;
}
