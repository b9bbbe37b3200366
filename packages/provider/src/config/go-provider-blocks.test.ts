import { describe, expect, test } from "vitest";
import { goProviderBlocks, type NamesByType } from "../testing/go-provider-blocks.ts";
import { IGNORED_ARGUMENTS, IGNORED_ENDPOINTS } from "./ignored-arguments.ts";
import { providerSchema } from "./schema.ts";

/** Arguments that aliyun/alibabacloudstack does not have. */
const OWN_ARGUMENTS = ["ca_file", "max_retries"];
const OWN_BLOCKS = ["default_tags", "ignore_tags"];

/** What Terraform calls the types of the Go provider. */
const TYPES = { string: "string", bool: "bool", integer: "number" } as const;

const { attributes, blocks } = providerSchema;

describe.each(Object.entries(goProviderBlocks))("of aliyun/alibabacloudstack %s", (_version, block) => {
  test("every argument exists, with its type, and is optional", () => {
    expect(optionalTypes(attributes, block.arguments)).toEqual(expectedTypes(block.arguments));
  });

  test("every member of endpoints exists, with its type, and is optional", () => {
    const { endpoints } = blocks;
    expect(endpoints.nesting).toBe("set");
    expect(optionalTypes(endpoints.attributes, block.endpoints)).toEqual(expectedTypes(block.endpoints));
  });

  test("every member of assume_role exists, with its type, and is optional", () => {
    expect(blocks.assume_role.nesting).toBe("set");
    expect(optionalTypes(blocks.assume_role.attributes, block.assumeRole)).toEqual(
      expectedTypes(block.assumeRole),
    );
  });
});

describe("what the provider block has beyond its own arguments is in some version of aliyun/alibabacloudstack", () => {
  const all = (part: (block: (typeof goProviderBlocks)[string]) => NamesByType) =>
    new Set(Object.values(goProviderBlocks).flatMap((block) => Object.values(part(block)).flat()));

  test("arguments", () => {
    const theirs = all((block) => block.arguments);
    expect(Object.keys(attributes).filter((name) => !theirs.has(name))).toEqual(OWN_ARGUMENTS);
    expect(IGNORED_ARGUMENTS.filter((name) => !theirs.has(name))).toEqual([]);
  });

  test("members of endpoints", () => {
    const theirs = all((block) => block.endpoints);
    expect(Object.keys(blocks.endpoints.attributes).filter((name) => !theirs.has(name))).toEqual([]);
    expect(IGNORED_ENDPOINTS.filter((name) => !theirs.has(name))).toEqual([]);
  });

  test("blocks", () => {
    expect(Object.keys(blocks).sort()).toEqual(["assume_role", "endpoints", ...OWN_BLOCKS].sort());
  });
});

interface DeclaredAttribute {
  readonly type: { readonly kind: string };
  readonly rules: { readonly optional?: true };
}

function optionalTypes(
  attributes: Readonly<Record<string, DeclaredAttribute>>,
  { string, bool, integer }: NamesByType,
) {
  return Object.fromEntries(
    [...string, ...bool, ...integer].map((name) => {
      const attribute = attributes[name];
      return [name, attribute?.rules.optional ? attribute.type.kind : "missing"];
    }),
  );
}

function expectedTypes(names: NamesByType) {
  const typed = (type: keyof typeof TYPES) => names[type].map((name) => [name, TYPES[type]]);
  return Object.fromEntries([...typed("string"), ...typed("bool"), ...typed("integer")]);
}
