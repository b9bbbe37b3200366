import type { ObjectType, Type } from "../types/type.ts";
import type { Attribute, AttributeMap, ObjectNesting } from "./attribute.ts";
import type { Block, BlockMap } from "./block.ts";

/** The shape of a provider block, a resource or a data source. */
export interface Schema<A extends AttributeMap = AttributeMap, B extends BlockMap = BlockMap> {
  /** Raised when stored state must be converted; 0 when not given. */
  readonly version: number;
  /** Markdown. */
  readonly description: string;
  /** What to use instead; its presence marks the whole object as deprecated. */
  readonly deprecated?: string;
  readonly attributes: A;
  readonly blocks: B;
}

/** Makes a schema; the types of configuration, plan and state are inferred from it. */
export function schema<
  const A extends AttributeMap,
  const B extends BlockMap = Record<never, never>,
>(definition: {
  readonly version?: number;
  readonly description: string;
  readonly deprecated?: string;
  readonly attributes: A;
  readonly blocks?: B;
}): Schema<A, B> {
  // An absent `blocks` means the empty map, which is what B is inferred as then.
  return { ...definition, version: definition.version ?? 0, blocks: (definition.blocks ?? {}) as B };
}

/** What a schema, a block and a nested attribute have in common. */
export type SchemaMembers = Pick<Schema, "attributes" | "blocks">;

/** Objects and how they are collected: what a block and a nested attribute have in common. */
export interface ObjectCollection extends SchemaMembers {
  readonly nesting: ObjectNesting;
}

/** The objects that an attribute or block holds; null for an attribute that is not nested. */
export function collectionOf(member: Attribute | Block): ObjectCollection | null {
  return member.kind === "block" ? member : member.nested;
}

/** Whether `holds` for an attribute at any depth. */
export function someAttribute(holder: SchemaMembers, holds: (rules: Attribute["rules"]) => boolean): boolean {
  const inAttributes = Object.values(holder.attributes).some(
    ({ rules, nested }) => holds(rules) || (nested !== null && someAttribute(nested, holds)),
  );
  return inAttributes || Object.values(holder.blocks).some((each) => someAttribute(each, holds));
}

const impliedTypes = new WeakMap<object, ObjectType>();

/** The object type that values of a schema or block have: its attributes and its blocks. */
export function impliedType(holder: SchemaMembers): ObjectType {
  const known = impliedTypes.get(holder);
  if (known) return known;
  const attributes: Record<string, Type> = {};
  for (const [name, each] of Object.entries(holder.attributes)) attributes[name] = each.type;
  for (const [name, each] of Object.entries(holder.blocks)) attributes[name] = blockType(each);
  const type: ObjectType = { kind: "object", attributes };
  impliedTypes.set(holder, type);
  return type;
}

/** The type of a block's value: an object, or a list or set of objects. */
export function blockType(block: Block): Type {
  const object = impliedType(block);
  return block.nesting === "single" ? object : { kind: block.nesting, element: object };
}
