import { describe, expect, test } from "vitest";
import { attribute } from "../schema/attribute.ts";
import { block } from "../schema/block.ts";
import { schema } from "../schema/schema.ts";
import { UNKNOWN } from "../types/unknown.ts";
import type { ObjectValue, Value } from "../types/value.ts";
import { matchSetElements } from "./match-set-elements.ts";

const description = "For the test.";

const rule = schema({
  description,
  attributes: {
    port: attribute.integer({ required: true, description }),
    protocol: attribute.string({ optional: true, computed: true, default: "tcp", description }),
    zone: attribute.string({ optional: true, computed: true, description }),
    note: attribute.string({ optional: true, description }),
    secret: attribute.string({ optional: true, writeOnly: true, description }),
    id: attribute.string({ computed: true, description }),
  },
});

const element = (members: ObjectValue): ObjectValue => ({
  port: 53,
  protocol: null,
  zone: null,
  note: null,
  secret: null,
  id: null,
  ...members,
});

const stored = (members: ObjectValue) => element({ protocol: "tcp", zone: "a", ...members });

/** The IDs of the stored elements that the configured ones became. */
function match(config: readonly Value[], state: readonly ObjectValue[]) {
  return matchSetElements(rule, config, state).map((each) => each && Reflect.get(Object(each), "id"));
}

describe("a configured element is matched with the stored one that it became", () => {
  test("when everything that is written is stored", () => {
    expect(match([element({ note: "x", zone: "b" })], [stored({ id: "1", note: "x", zone: "b" })])).toEqual([
      "1",
    ]);
  });

  test("with its default in place of what is not written", () => {
    const state = [stored({ id: "udp", protocol: "udp" }), stored({ id: "tcp" })];
    expect(match([element({}), element({ protocol: "udp" })], state)).toEqual(["tcp", "udp"]);
  });

  test("whatever was left to the provider", () => {
    expect(match([element({})], [stored({ id: "1", zone: "z" })])).toEqual(["1"]);
  });

  test("whatever its write-only values are", () => {
    expect(match([element({ secret: "hunter2" })], [stored({ id: "1" })])).toEqual(["1"]);
  });
});

describe("a configured element is new", () => {
  test.each([
    ["another required value", { port: 54 }, {}],
    ["an optional value that is not stored", { note: "x" }, {}],
    ["no value where one is stored that only the user can have given", {}, { note: "x" }],
    ["another value in place of one that the provider had chosen", { zone: "b" }, { zone: "a" }],
    ["another value than the default that is stored", { protocol: "udp" }, {}],
  ])("with %s", (_, config, state) => {
    expect(match([element(config)], [stored({ id: "1", ...state })])).toEqual([null]);
  });

  test("when the stored one that fits belongs to another", () => {
    const state = [stored({ id: "1", zone: "b" })];
    expect(match([element({}), element({ zone: "b" })], state)).toEqual([null, "1"]);
  });
});

describe("matching is one to one", () => {
  test("and finds all pairs where taking the first that fits would not", () => {
    const config = [element({}), element({ zone: "b" }), element({ zone: "a" })];
    const state = ["a", "b", "c"].map((zone) => stored({ id: zone, zone }));
    expect(match(config, state)).toEqual(["c", "b", "a"]);
    expect(match(config.toReversed(), state.toReversed())).toEqual(["a", "b", "c"]);
  });

  test("and does not depend on the order of the sets", () => {
    const config = [element({}), element({ note: null, secret: "x" })];
    const state = [stored({ id: "1", zone: "a" }), stored({ id: "2", zone: "b" })];
    const forwards = match(config, state);
    expect(match(config.toReversed(), state.toReversed())).toEqual(forwards.toReversed());
    expect(new Set(forwards).size).toBe(2);
  });
});

describe("what is not known yet", () => {
  test("is matched with nothing", () => {
    expect(match([element({ note: UNKNOWN }), UNKNOWN], [stored({ id: "1" })])).toEqual([null, null]);
  });

  test("keeps what it may turn out to be from elements that leave something open", () => {
    const state = [stored({ id: "1", zone: "b" })];
    expect(match([element({}), element({ zone: UNKNOWN })], state)).toEqual([null, null]);
  });

  test("keeps apart all that compete for what it may turn out to be, since any of them could be matched otherwise then", () => {
    const state = ["a", "b", "c"].map((zone) => stored({ id: zone, zone }));
    const competing = [element({}), element({ secret: "x" }), element({ zone: UNKNOWN, protocol: "tcp" })];
    expect(match(competing, state)).toEqual([null, null, null]);
    const other = stored({ id: "other", port: 54 });
    expect(match([...competing, element({ port: 54 })], [...state, other])).toEqual([
      null,
      null,
      null,
      "other",
    ]);
  });

  test("takes nothing from an element that leaves nothing open", () => {
    const state = [stored({ id: "1", zone: "b" })];
    expect(match([element({ zone: "b" }), element({ zone: UNKNOWN })], state)).toEqual(["1", null]);
  });
});

describe("nested objects count by what is written in them", () => {
  const holder = schema({
    description,
    attributes: {
      inner: attribute.nested.set(rule.attributes, { optional: true, description }),
      byName: attribute.nested.map(rule.attributes, { optional: true, description }),
    },
    blocks: { steps: block.list({ description, attributes: rule.attributes }) },
  });
  const outer = (members: ObjectValue): ObjectValue => ({ inner: null, byName: null, steps: [], ...members });
  const fits = (config: ObjectValue, state: ObjectValue) =>
    matchSetElements(holder, [outer(config)], [outer(state)])[0] !== null;

  test.each<[string, ObjectValue, ObjectValue, boolean]>([
    ["a set", { inner: [element({})] }, { inner: [stored({ id: "1" })] }, true],
    ["a set with another element", { inner: [element({ port: 1 })] }, { inner: [stored({})] }, false],
    ["a set with fewer elements", { inner: [] }, { inner: [stored({})] }, false],
    [
      "a set whose elements cannot be paired",
      { inner: [element({ zone: "a" }), element({ zone: "a", secret: "x" })] },
      { inner: [stored({ id: "1" }), stored({ id: "2", zone: "b" })] },
      false,
    ],
    [
      "a list",
      { steps: [element({}), element({ port: 1 })] },
      { steps: [stored({}), stored({ port: 1 })] },
      true,
    ],
    [
      "a list in another order",
      { steps: [element({ port: 1 }), element({})] },
      { steps: [stored({}), stored({ port: 1 })] },
      false,
    ],
    ["a map", { byName: { a: element({}) } }, { byName: { a: stored({}) } }, true],
    ["a map with another key", { byName: { a: element({}) } }, { byName: { b: stored({}) } }, false],
    ["nothing where something is stored", {}, { byName: {} }, false],
  ])("%s", (_, config, state, expected) => {
    expect(fits(config, state)).toBe(expected);
  });
});

test("a set of a thousand elements is matched as one of two is", () => {
  const state = Array.from({ length: 1000 }, (_, port) => stored({ port, id: String(port) }));
  const config = state.map(({ port }) => element({ port: port ?? null })).toReversed();
  expect(match(config, state)).toEqual(state.map(({ id }) => id).toReversed());
});
