import type { Attribute } from "../schema/attribute.ts";
import type { Block } from "../schema/block.ts";
import {
  blockType,
  collectionOf,
  type ObjectCollection,
  type SchemaMembers,
  someAttribute,
} from "../schema/schema.ts";
import { elementAt, isList, isObject, memberOf } from "../types/access.ts";
import { valueEquals } from "../types/equals.ts";
import type { Path } from "../types/path.ts";
import { isUnknown } from "../types/unknown.ts";
import type { Value } from "../types/value.ts";
import { isNoLongerConfigured } from "./configured-value.ts";

/** What is configured, stored and planned of an attribute, a block or an element of one. */
export interface MemberValues {
  readonly config: Value;
  readonly state: Value;
  readonly plan: Value;
}

/**
 * The paths at which a change of an attribute or block replaces the object, when it cannot be changed in place: that of the attribute or
 * block itself, or, if the provider decides some of what is in it, those of the members that really change. A computed value that is only
 * unknown because something else changes is no reason to replace anything. No paths when nothing changes.
 *
 * Elements of a set have no address: the path ends at the set.
 */
export function replacementPaths(
  member: Attribute | Block,
  values: MemberValues,
  path: Path,
): readonly Path[] {
  const type = member.kind === "block" ? blockType(member) : member.type;
  if (valueEquals(type, values.plan, values.state)) return [];
  if (member.kind === "attribute" && isLeftOpen(member, values)) return [];
  const holder = collectionOf(member);
  if (!holder || holder.nesting === "set" || !decidesMembers(holder)) return [path];
  if (isEmpty(values.state) || isEmpty(values.plan)) return [path];
  return pathsInside(holder, values, path);
}

/** Whether the value is unknown only because the user left it to the provider. */
function isLeftOpen(attribute: Attribute, { config, state, plan }: MemberValues): boolean {
  return config === null && isUnknown(plan) && !isNoLongerConfigured(attribute, config, state);
}

/** Whether all of the other value comes or goes. */
function isEmpty(value: Value): boolean {
  return value === null || (isList(value) && value.length === 0);
}

/** Whether the provider decides some of what is in the objects. */
function decidesMembers(holder: SchemaMembers): boolean {
  return someAttribute(holder, (rules) => rules.computed === true);
}

function pathsInside(
  holder: ObjectCollection,
  { config, state, plan }: MemberValues,
  path: Path,
): readonly Path[] {
  if (holder.nesting === "single") return pathsOfElement(holder, { config, state, plan }, path);
  if (isList(plan) && isList(state)) {
    const length = Math.max(plan.length, state.length);
    return Array.from({ length }, (_, index) => index).flatMap((index) => {
      const values = {
        config: elementAt(config, index),
        state: elementAt(state, index),
        plan: elementAt(plan, index),
      };
      return pathsOfElement(holder, values, [...path, { index }]);
    });
  }
  if (!isObject(plan) || !isObject(state)) return [path];
  return [...new Set([...Object.keys(state), ...Object.keys(plan)])].flatMap((key) => {
    const values = { config: memberOf(config, key), state: memberOf(state, key), plan: memberOf(plan, key) };
    return pathsOfElement(holder, values, [...path, { key }]);
  });
}

/** An element that comes or goes changes as a whole. */
function pathsOfElement(
  holder: SchemaMembers,
  { config, state, plan }: MemberValues,
  path: Path,
): readonly Path[] {
  if (!isObject(state) || !isObject(plan)) return state === plan ? [] : [path];
  const members = [...Object.entries(holder.attributes), ...Object.entries(holder.blocks)];
  return members.flatMap(([name, each]) => {
    const values = {
      config: memberOf(config, name),
      state: memberOf(state, name),
      plan: memberOf(plan, name),
    };
    return replacementPaths(each, values, [...path, { attribute: name }]);
  });
}
