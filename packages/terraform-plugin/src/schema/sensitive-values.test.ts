import { describe, expect, test } from "vitest";
import { Decimal } from "../types/decimal.ts";
import { types } from "../types/type.ts";
import { UNKNOWN } from "../types/unknown.ts";
import { DynamicValue, type Value } from "../types/value.ts";
import { attribute } from "./attribute.ts";
import { block } from "./block.ts";
import { t } from "./element-type.ts";
import { schema } from "./schema.ts";
import { sensitiveValues } from "./sensitive-values.ts";

const description = "For the test.";
const open = { optional: true, description } as const;
const secret = { ...open, sensitive: true } as const;

const account = schema({
  description,
  attributes: {
    name: attribute.string(open),
    password: attribute.string(secret),
    onetime: attribute.string({ ...open, writeOnly: true }),
    pin: attribute.number(secret),
    answers: attribute.map(t.string, secret),
    extra: attribute.dynamic(secret),
    enabled: attribute.bool(secret),
    keys: attribute.nested.list({ id: attribute.string(open), secret: attribute.string(secret) }, open),
    vault: attribute.nested.map({ content: attribute.string(open) }, secret),
  },
  blocks: {
    login: block.set({
      description,
      attributes: { user: attribute.string(open), password: attribute.string(secret) },
      blocks: { mfa: block.single({ description, attributes: { seed: attribute.string(secret) } }) },
    }),
  },
});

const found = (object: Value) => sensitiveValues(account, object);

describe("the sensitive values of an object are", () => {
  test("those of sensitive and write-only attributes, and nothing else", () => {
    const object = { name: "shown", password: "hidden", onetime: "once", pin: 12345, enabled: true };
    expect(found(object)).toEqual(["hidden", "once", "12345"]);
  });

  test.each([
    ["a number of any size", { pin: new Decimal("9007199254740993") }, ["9007199254740993"]],
    ["a map, without its keys", { answers: { pet: "cat", city: null } }, ["cat"]],
    ["a dynamic value", { extra: new DynamicValue(types.list(types.string), ["a", "b"]) }, ["a", "b"]],
    [
      "nested attributes",
      { keys: [{ id: "1", secret: "k1" }, null, { id: "2", secret: "k2" }] },
      ["k1", "k2"],
    ],
    ["a sensitive nested attribute as a whole", { vault: { a: { content: "gold" } } }, ["gold"]],
    [
      "blocks within blocks",
      {
        login: [
          { user: "u", password: "p", mfa: { seed: "s" } },
          { user: "v", password: null, mfa: null },
        ],
      },
      ["p", "s"],
    ],
  ])("those in %s", (_, object, values) => {
    expect(found(object)).toEqual(values);
  });

  test.each([
    ["nothing", null],
    ["an unknown object", UNKNOWN],
    [
      "unknown attributes",
      { password: UNKNOWN, answers: UNKNOWN, keys: UNKNOWN, vault: { a: UNKNOWN }, login: UNKNOWN },
    ],
  ])("none in %s", (_, object) => {
    expect(found(object)).toEqual([]);
  });
});
