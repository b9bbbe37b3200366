import { isList, isObject, memberOf } from "../types/access.ts";
import type { Path } from "../types/path.ts";
import type { Value } from "../types/value.ts";
import type { Attribute } from "./attribute.ts";
import type { Block } from "./block.ts";
import { collectionOf, type ObjectCollection, type SchemaMembers } from "./schema.ts";

/** An attribute or block of a schema where it stands in an object. */
export class Visit {
  readonly member: Attribute | Block;
  readonly value: Value;
  /** It is sensitive or write-only, or lies in an attribute that is. */
  readonly sensitive: boolean;
  readonly #holder: Path;
  readonly #name: string;

  constructor(member: Attribute | Block, value: Value, sensitive: boolean, holder: Path, name: string) {
    this.member = member;
    this.value = value;
    this.sensitive = sensitive;
    this.#holder = holder;
    this.#name = name;
  }

  /** Made when it is read: most visits find nothing to report. */
  get path(): Path {
    return [...this.#holder, { attribute: this.#name }];
  }
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
      const here = new Visit(member, memberOf(object, name), sensitive || isHidden(member), path, name);
      if (!visit(here) || here.value === null) continue;
      const collection = collectionOf(member);
      if (!collection) continue;
      for (const [element, elementPath] of elementsOf(collection, here.value, here.path)) {
        if (isObject(element)) visitObject(collection, element, visit, elementPath, here.sensitive);
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

/** A value that must not be stored is treated as a secret. */
function isHidden(member: Attribute | Block): boolean {
  return member.kind === "attribute" && Boolean(member.rules.sensitive || member.rules.writeOnly);
}
