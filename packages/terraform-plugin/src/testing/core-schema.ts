import type * as wire5 from "../protocol/generated/tfplugin5.ts";
import type * as wire6 from "../protocol/generated/tfplugin6.ts";
import { type Type, types } from "../types/type.ts";
import { decodeTypeJson } from "../types/type-json.ts";

/** An object's attributes and blocks, read from the schema that a provider sends: what Terraform itself knows of it. */
export interface CoreObject {
  readonly attributes: Readonly<Record<string, CoreAttribute>>;
  readonly blocks: Readonly<Record<string, CoreBlock>>;
}

/** An attribute as Terraform knows it. */
export interface CoreAttribute {
  readonly type: Type;
  readonly required: boolean;
  readonly optional: boolean;
  readonly computed: boolean;
  readonly writeOnly: boolean;
  /** Set for nested attributes. */
  readonly nested?: CoreObject & { readonly nesting: "single" | "list" | "set" | "map" };
}

/** A nested block as Terraform knows it. */
export interface CoreBlock extends CoreObject {
  readonly nesting: "single" | "list" | "set";
}

type WireBlock = wire5.Schema_Block | wire6.Schema_Block;
type WireAttribute = wire5.Schema_Attribute | wire6.Schema_Attribute;
type WireNested = wire5.Schema_NestedBlock | wire6.Schema_NestedBlock;

const BLOCK_NESTING: readonly (CoreBlock["nesting"] | undefined)[] = [undefined, "single", "list", "set"];
const OBJECT_NESTING = [undefined, "single", "list", "set", "map"] as const;

/** Reads the schema of a provider, resource or data source; throws when a provider sent what Terraform would refuse. */
export function readCoreSchema(schema: wire5.Schema | wire6.Schema | undefined): CoreObject {
  if (schema?.block === undefined) throw new Error("the provider sent a schema without a block");
  return readBlock(schema.block);
}

/** The type of an object's values: its attributes and its blocks. */
export function coreType({ attributes, blocks }: CoreObject): Type {
  return types.object({
    ...mapRecord(attributes, (each) => each.type),
    ...mapRecord(blocks, (each) => {
      const object = coreType(each);
      return each.nesting === "single" ? object : types[each.nesting](object);
    }),
  });
}

function readBlock(block: WireBlock): CoreObject {
  return {
    attributes: readAttributes(block.attributes),
    blocks: Object.fromEntries(block.blockTypes.map(readNested)),
  };
}

function readNested(nested: WireNested): [string, CoreBlock] {
  const nesting = BLOCK_NESTING[nested.nesting];
  if (nesting === undefined || nested.block === undefined) {
    throw new Error(`the block ${nested.typeName} has no nesting that a test can use`);
  }
  return [nested.typeName, { nesting, ...readBlock(nested.block) }];
}

function readAttributes(attributes: readonly WireAttribute[]): Record<string, CoreAttribute> {
  return Object.fromEntries(attributes.map((each) => [each.name, readAttribute(each)]));
}

function readAttribute(attribute: WireAttribute): CoreAttribute {
  const { required, optional, computed, writeOnly } = attribute;
  const presence = { required, optional, computed, writeOnly };
  const nestedType = "nestedType" in attribute ? attribute.nestedType : undefined;
  if (nestedType === undefined) return { ...presence, type: decodeTypeJson(attribute.type) };
  const nesting = OBJECT_NESTING[nestedType.nesting];
  if (nesting === undefined) throw new Error(`the nested attribute ${attribute.name} has no nesting`);
  const object = { attributes: readAttributes(nestedType.attributes), blocks: {} };
  const type = coreType(object);
  return {
    ...presence,
    type: nesting === "single" ? type : types[nesting](type),
    nested: { nesting, ...object },
  };
}

function mapRecord<A, B>(record: Readonly<Record<string, A>>, change: (value: A) => B): Record<string, B> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value)]));
}
