import { DynamicValue } from "./dynamic-value.ts";
import { isMembers, isSequence } from "./record.ts";
import { isUnknown, UNKNOWN } from "./unknown.ts";
import type { Value } from "./value.ts";

/** One step of a path: into an object's attribute, a list's or tuple's element, or a map's element. */
export type PathStep = { readonly attribute: string } | { readonly index: number } | { readonly key: string };

/** Where in a value something is. Elements of a set have no address, so a path into a set ends at the set. */
export type Path = readonly PathStep[];

/** Builds a path: a string is an attribute, a number is an index, a map key comes from {@link key}. */
export function path(...steps: readonly (string | number | PathStep)[]): Path {
  return steps.map(toStep);
}

/** The step into the map element called `name`. */
export function key(name: string): PathStep {
  return { key: name };
}

/** The path as it is written in Terraform's own language: `disk_device_mapping[0].size`, `tags["a"]`. */
export function formatPath(steps: Path): string {
  let text = "";
  for (const step of steps) {
    if ("attribute" in step) text += text === "" ? step.attribute : `.${step.attribute}`;
    else if ("index" in step) text += `[${step.index}]`;
    else text += `[${JSON.stringify(step.key)}]`;
  }
  return text;
}

/** Whether two paths have the same steps. */
export function pathEquals(a: Path, b: Path): boolean {
  return a.length === b.length && startsWith(a, b);
}

/** Whether `whole` is `prefix` or lies below it. */
export function startsWith(whole: Path, prefix: Path): boolean {
  return (
    prefix.length <= whole.length &&
    prefix.every((step, index) => {
      const other = whole[index];
      return other !== undefined && stepEquals(step, other);
    })
  );
}

/**
 * The value at a path, or `undefined` when nothing is there. What lies below an unknown value is unknown; what lies
 * below null is nothing. Dynamic values are looked through.
 */
export function valueAt(value: Value, steps: Path): Value | undefined {
  let current: Value | undefined = value;
  for (const step of steps) {
    while (current instanceof DynamicValue) current = current.value;
    if (isUnknown(current)) return UNKNOWN;
    current = member(current, step);
  }
  return current;
}

/** Turns the short form of a step (see {@link path}) into a step. */
export function toStep(step: string | number | PathStep): PathStep {
  if (typeof step === "string") return { attribute: step };
  if (typeof step === "number") return { index: step };
  return step;
}

function member(container: Value | undefined, step: PathStep): Value | undefined {
  if (container === undefined || container === null || typeof container !== "object") return undefined;
  if ("index" in step) return isSequence(container) ? container[step.index] : undefined;
  const name = "attribute" in step ? step.attribute : step.key;
  return isMembers(container) && Object.hasOwn(container, name) ? container[name] : undefined;
}

function stepEquals(a: PathStep, b: PathStep): boolean {
  if ("attribute" in a) return "attribute" in b && a.attribute === b.attribute;
  if ("index" in a) return "index" in b && a.index === b.index;
  return "key" in b && a.key === b.key;
}
