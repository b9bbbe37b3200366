import { describe, expect, test } from "vitest";
import { attribute } from "../../schema/attribute.ts";
import { block } from "../../schema/block.ts";
import { t } from "../../schema/element-type.ts";
import { schema } from "../../schema/schema.ts";
import { timeoutsBlock } from "../../schema/timeouts.ts";
import { needsProtocol6, schemaMessage } from "./schema.ts";

const description = "For the **test**.";
const MARKDOWN = 1;

function messageOf(attributes: Parameters<typeof schema>[0]["attributes"]) {
  const [message] = schemaMessage(schema({ description, attributes })).block?.attributes ?? [];
  return message && { ...message, type: new TextDecoder().decode(message.type) };
}

describe("the message for an attribute", () => {
  test.each([
    ["required", { required: true }, { required: true, optional: false, computed: false }],
    ["optional", { optional: true }, { required: false, optional: true, computed: false }],
    ["computed", { computed: true }, { required: false, optional: false, computed: true }],
    [
      "optional and computed",
      { optional: true, computed: true },
      { required: false, optional: true, computed: true },
    ],
  ] as const)("says that it is %s", (_, presence, expected) => {
    expect(messageOf({ a: attribute.string({ ...presence, description }) })).toMatchObject(expected);
  });

  test("says what else there is to know", () => {
    const hidden = attribute.string({
      optional: true,
      sensitive: true,
      writeOnly: true,
      deprecated: "Use b.",
      description,
    });
    expect(messageOf({ a: hidden })).toMatchObject({
      name: "a",
      description,
      descriptionKind: MARKDOWN,
      sensitive: true,
      writeOnly: true,
      deprecated: true,
      deprecationMessage: "Use b.",
      nestedType: undefined,
    });
  });

  test.each([
    ["string", attribute.string({ required: true, description }), '"string"'],
    ["bool", attribute.bool({ required: true, description }), '"bool"'],
    ["number", attribute.number({ required: true, description }), '"number"'],
    ["integer", attribute.integer({ required: true, description }), '"number"'],
    ["dynamic", attribute.dynamic({ required: true, description }), '"dynamic"'],
    ["list", attribute.list(t.string, { required: true, description }), '["list","string"]'],
    ["set", attribute.set(t.number, { required: true, description }), '["set","number"]'],
    ["map", attribute.map(t.bool, { required: true, description }), '["map","bool"]'],
    [
      "object",
      attribute.object({ b: t.list(t.string), a: t.bool }, { required: true, description }),
      '["object",{"a":"bool","b":["list","string"]}]',
    ],
  ])("gives the type of %s", (_, each, type) => {
    expect(messageOf({ a: each })?.type).toBe(type);
  });
});

describe("the message for a nested attribute", () => {
  const members = {
    b: attribute.bool({ computed: true, description }),
    a: attribute.string({ required: true, description }),
  };
  const presence = { required: true, description } as const;

  test.each([
    ["single", attribute.nested.single(members, presence), 1],
    ["list", attribute.nested.list(members, presence), 2],
    ["set", attribute.nested.set(members, presence), 3],
    ["map", attribute.nested.map(members, presence), 4],
  ])("has the members and the nesting of %s, and no type", (_, nested, number) => {
    const message = messageOf({ nested });
    expect(message).toMatchObject({ type: "", required: true, nestedType: { nesting: number } });
    expect(message?.nestedType?.attributes.map(({ name }) => name)).toEqual(["a", "b"]);
  });
});

describe("the message for blocks", () => {
  const inner = block.list({ description, attributes: {}, maxItems: 3 });
  const holder = schema({
    version: 4,
    description,
    deprecated: "Use another.",
    attributes: {},
    blocks: {
      zeta: block.set({ description, attributes: {}, minItems: 1, blocks: { inner } }),
      alpha: block.single({ description, deprecated: "Old.", attributes: {} }),
      timeouts: timeoutsBlock({ create: { default: "10m", description: "Making it." } }),
    },
  });
  const message = schemaMessage(holder);

  test("has the schema's version and deprecation", () => {
    expect(message).toMatchObject({
      version: 4n,
      block: { version: 4n, deprecated: true, deprecationMessage: "Use another.", descriptionKind: MARKDOWN },
    });
  });

  test("has the blocks by name, with nesting and counts", () => {
    const blocks = message.block?.blockTypes.map(({ typeName, nesting, minItems, maxItems }) => [
      typeName,
      nesting,
      minItems,
      maxItems,
    ]);
    expect(blocks).toEqual([
      ["alpha", 1, 0n, 0n],
      ["timeouts", 1, 0n, 0n],
      ["zeta", 3, 1n, 0n],
    ]);
    const zeta = message.block?.blockTypes[2];
    expect(zeta?.block?.blockTypes).toMatchObject([{ typeName: "inner", nesting: 2, maxItems: 3n }]);
  });
});

describe("protocol 6 is needed", () => {
  const nested = attribute.nested.single({}, { optional: true, description });
  test.each([
    ["for a nested attribute", schema({ description, attributes: { nested } }), true],
    [
      "for one in a block in a block",
      schema({
        description,
        attributes: {},
        blocks: {
          outer: block.list({
            description,
            attributes: {},
            blocks: { inner: block.set({ description, attributes: { nested } }) },
          }),
        },
      }),
      true,
    ],
    [
      "not for an attribute that is an object",
      schema({ description, attributes: { o: attribute.object({}, { optional: true, description }) } }),
      false,
    ],
  ])("%s", (_, each, needed) => {
    expect(needsProtocol6(each)).toBe(needed);
  });
});
