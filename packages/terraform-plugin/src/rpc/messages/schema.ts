import type {
  Schema_Attribute,
  Schema_Block,
  Schema_NestedBlock,
  Schema_Object,
  Schema as WireSchema,
} from "../../protocol/generated/tfplugin6.ts";
import type { Attribute, AttributeMap } from "../../schema/attribute.ts";
import type { Block, BlockMap } from "../../schema/block.ts";
import type { Schema } from "../../schema/schema.ts";
import { encodeTypeJson } from "../../types/type-json.ts";

const MARKDOWN = 1;
const BLOCK_NESTING = { single: 1, list: 2, set: 3 } as const;
const OBJECT_NESTING = { single: 1, list: 2, set: 3, map: 4 } as const;
const text = new TextEncoder();

/** The message that describes a schema to Terraform. */
export function schemaMessage(schema: Schema): WireSchema {
  return {
    version: BigInt(schema.version),
    block: {
      ...blockMessage(schema, schema.description, schema.deprecated),
      version: BigInt(schema.version),
    },
  };
}

/** Whether the schema uses nested attributes, which protocol 5 cannot express. */
export function needsProtocol6(schema: Schema): boolean {
  const inAttributes = (attributes: AttributeMap) =>
    Object.values(attributes).some((each) => each.nested !== null);
  const inBlocks = (blocks: BlockMap): boolean =>
    Object.values(blocks).some((each) => inAttributes(each.attributes) || inBlocks(each.blocks));
  return inAttributes(schema.attributes) || inBlocks(schema.blocks);
}

function blockMessage(
  holder: Pick<Schema, "attributes" | "blocks">,
  description: string,
  deprecated: string | undefined,
): Schema_Block {
  return {
    version: 0n,
    attributes: attributeMessages(holder.attributes),
    blockTypes: sorted(holder.blocks).map(([name, each]) => nestedBlockMessage(name, each)),
    description,
    descriptionKind: MARKDOWN,
    deprecated: deprecated !== undefined,
    deprecationMessage: deprecated ?? "",
    computed: false,
  };
}

function nestedBlockMessage(typeName: string, block: Block): Schema_NestedBlock {
  const { description, deprecated, minItems = 0, maxItems = 0 } = block.options;
  return {
    typeName,
    block: blockMessage(block, description, deprecated),
    nesting: BLOCK_NESTING[block.nesting],
    minItems: BigInt(minItems),
    maxItems: BigInt(maxItems),
  };
}

function attributeMessages(attributes: AttributeMap): Schema_Attribute[] {
  return sorted(attributes).map(([name, each]) => attributeMessage(name, each));
}

function attributeMessage(name: string, { type, rules, nested }: Attribute): Schema_Attribute {
  return {
    name,
    type: nested ? new Uint8Array(0) : text.encode(encodeTypeJson(type)),
    nestedType: nested ? nestedMessage(nested.attributes, nested.nesting) : undefined,
    description: rules.description,
    descriptionKind: MARKDOWN,
    required: rules.required ?? false,
    optional: rules.optional ?? false,
    computed: rules.computed ?? false,
    sensitive: rules.sensitive ?? false,
    writeOnly: rules.writeOnly ?? false,
    deprecated: rules.deprecated !== undefined,
    deprecationMessage: rules.deprecated ?? "",
  };
}

function nestedMessage(attributes: AttributeMap, nesting: keyof typeof OBJECT_NESTING): Schema_Object {
  return { attributes: attributeMessages(attributes), nesting: OBJECT_NESTING[nesting] };
}

function sorted<T>(record: Readonly<Record<string, T>>): [string, T][] {
  return Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));
}
