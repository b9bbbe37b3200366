import { isList, isObject, memberOf } from "../types/access.ts";
import type { Path } from "../types/path.ts";
import type { Value } from "../types/value.ts";
import type { Attribute } from "./attribute.ts";
import type { Block } from "./block.ts";
import { collectionOf, type ObjectCollection, type SchemaMembers } from "./schema.ts";

/** An attribute or block of a schema where it stands in an object. */
export interface Visit {
  readonly member: Attribute | Block;
  readonly value: Value;
  readonly path: Path;
  /** It is sensitive or write-only, or lies in an attribute that is. */
  readonly sensitive: boolean;
}

/**
 * Calls `visit` for every attribute and block of an object, each before what is in it; where it returns false, what is in it is left out.
 * Elements of a set have no address: what is in them has the path of the set and the names below. What is null or unknown has nothing in
 * it.
 */
export function visitObject(
  holder: SchemaMembers,
  object: Value,
  visit: (visit: Visit) => boolean,
  path: Path = [],
  sensitive = false,
): void {
  for (const members of [holder.attributes, holder.blocks]) {
    for (const [name, member] of Object.entries<Attribute | Block>(members)) {
      const value = memberOf(object, name);
      const at = [...path, { attribute: name }];
      const hidden = sensitive || isHidden(member);
      if (!visit({ member, value, path: at, sensitive: hidden })) continue;
      const collection = collectionOf(member);
      if (!collection) continue;
      for (const [element, elementPath] of elementsOf(collection, value, at)) {
        if (isObject(element)) visitObject(collection, element, visit, elementPath, hidden);
      }
    }
  }
}

/** The elements of a value that a block or nested attribute has, each with its path; those of a set have the path of the set. */
export function elementsOf(
  { nesting }: ObjectCollection,
  value: Value,
  path: Path,
): readonly [Value, Path][] {
  if (nesting === "single") return [[value, path]];
  if (isList(value)) {
    return value.map((each, index) => [each, nesting === "list" ? [...path, { index }] : path]);
  }
  return isObject(value) ? Object.entries(value).map(([key, each]) => [each, [...path, { key }]]) : [];
}

/** What must not be stored is as good as certainly a secret. */
function isHidden(member: Attribute | Block): boolean {
  return member.kind === "attribute" && Boolean(member.rules.sensitive || member.rules.writeOnly);
}
