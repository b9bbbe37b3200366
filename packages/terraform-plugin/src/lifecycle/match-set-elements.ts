import { impliedType, type SchemaMembers } from "../schema/schema.ts";
import { memberOf } from "../types/access.ts";
import { valueKey } from "../types/equals.ts";
import { containsUnknown, type Value } from "../types/value.ts";
import { Matching } from "./matching.ts";
import { agreement } from "./set-element-agreement.ts";

/**
 * For every configured element of a set, the stored element that it became, or null when it is new. No stored element is given twice.
 *
 * Elements of a set have no key. A configured one can have become a stored one when every value that the user wrote, or that a default
 * gives, is stored as it is; values that the user left to the provider may be anything. As many elements as possible are matched, those
 * that leave nothing open first, and always in the same way, whatever the order of the sets.
 *
 * An element that is not wholly known yet matches nothing: a computed value that is planned for it could turn out to belong to another
 * one, and Terraform accepts no change of a planned value that was known. For the same reason nothing is matched that could be matched
 * otherwise once the element is known.
 */
export function matchSetElements(
  holder: SchemaMembers,
  config: readonly Value[],
  state: readonly Value[],
): readonly (Value | null)[] {
  const type = impliedType(holder);
  const byKey = (values: readonly Value[]) => inOrder(values, (each) => valueKey(type, each));
  const stored = byKey(state);
  const storedByWritten = groups(stored, (index) => writtenKey(holder, state[index] ?? null));
  const matching = new Matching();
  const reserved = new Set<number>();
  const unmatched: OpenElement[] = [];
  for (const element of byKey(config)) {
    const value = config[element] ?? null;
    const grade = (index: number) => agreement(holder, value, state[index] ?? null);
    if (containsUnknown(value)) {
      for (const index of stored) if (grade(index) !== "none") reserved.add(index);
      continue;
    }
    const candidates = storedByWritten.get(writtenKey(holder, value)) ?? [];
    const exact = candidates.filter((index) => grade(index) === "exact");
    if (matching.add(element, exact)) continue;
    unmatched.push({ element, open: candidates.filter((index) => grade(index) !== "none") });
  }
  for (const { element, open } of withoutDoubt(unmatched, reserved)) matching.add(element, open);
  return config.map((_, element) => {
    const index = matching.of(element);
    return index === undefined ? null : (state[index] ?? null);
  });
}

/** A configured element that leaves something open, with the stored ones that it can have become. */
interface OpenElement {
  readonly element: number;
  readonly open: readonly number[];
}

/** The elements whose match does not depend on a reserved stored one, not even by way of others that compete for the same ones. */
function withoutDoubt(
  elements: readonly OpenElement[],
  reserved: ReadonlySet<number>,
): readonly OpenElement[] {
  const doubtful = new Set(reserved);
  let certain = elements;
  for (;;) {
    const found = new Set(certain.filter(({ open }) => open.some((index) => doubtful.has(index))));
    if (found.size === 0) return certain;
    for (const { open } of found) for (const index of open) doubtful.add(index);
    certain = certain.filter((each) => !found.has(each));
  }
}

/** A text that a configured element shares with every stored one that it can have become; it spares most comparisons of large sets. */
function writtenKey({ attributes }: SchemaMembers, element: Value): string {
  const keys: string[] = [];
  for (const [name, { type, rules, nested }] of Object.entries(attributes)) {
    if (rules.computed || rules.writeOnly || nested) continue;
    keys.push(valueKey(type, memberOf(element, name)));
  }
  return keys.join(",");
}

/** The indices of the values, in the order of their keys. */
function inOrder(values: readonly Value[], keyOf: (value: Value) => string): readonly number[] {
  const keys = values.map(keyOf);
  return [...keys.keys()].sort((a, b) => compare(keys[a] ?? "", keys[b] ?? "") || a - b);
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function groups(
  indices: readonly number[],
  keyOf: (index: number) => string,
): ReadonlyMap<string, readonly number[]> {
  const found = new Map<string, number[]>();
  for (const index of indices) {
    const key = keyOf(index);
    const group = found.get(key);
    if (group) group.push(index);
    else found.set(key, [index]);
  }
  return found;
}
