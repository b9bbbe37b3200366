import { describe, expect, test } from "vitest";
import { types } from "../types/type.ts";
import { UNKNOWN } from "../types/unknown.ts";
import type { CoreAttribute, CoreObject } from "./core-schema.ts";
import { proposedState } from "./proposed-state.ts";
import { completeValue } from "./values.ts";

function text(presence: { required?: true; optional?: true; computed?: true }): CoreAttribute {
  return {
    type: types.string,
    required: false,
    optional: false,
    computed: false,
    writeOnly: false,
    ...presence,
  };
}

const members: CoreObject = {
  attributes: { key: text({ required: true }), given: text({ optional: true, computed: true }) },
  blocks: {},
};

const schema: CoreObject = {
  attributes: {
    a: text({ optional: true }),
    b: text({ optional: true, computed: true }),
    c: text({ computed: true }),
  },
  blocks: {
    one: { nesting: "single", ...members },
    list: { nesting: "list", ...members },
    set: { nesting: "set", ...members },
  },
};

const object = (value: Record<string, unknown>) => completeValue(schema, value);
const propose = (prior: Record<string, unknown> | null, config: Record<string, unknown>) =>
  proposedState(schema, prior && object(prior), object(config));

describe("Terraform proposes", () => {
  test("null, not unknown, for what a create leaves open", () => {
    expect(propose(null, { a: "1", list: [{ key: "k" }] })).toEqual(object({ a: "1", list: [{ key: "k" }] }));
  });

  test("the configured value where there is one, else the prior one of a computed attribute", () => {
    const prior = { a: "1", b: "2", c: "3" };
    expect(propose(prior, { b: "9" })).toMatchObject({ a: null, b: "9", c: "3" });
    expect(propose(prior, { a: UNKNOWN, b: UNKNOWN })).toMatchObject({ a: UNKNOWN, b: UNKNOWN, c: "3" });
  });

  test("for lists of blocks the prior members of the same index", () => {
    const prior = {
      list: [
        { key: "x", given: "1" },
        { key: "y", given: "2" },
      ],
    };
    expect(propose(prior, { list: [{ key: "z" }] }).list).toEqual([{ key: "z", given: "1" }]);
    expect(propose(prior, { list: [{ key: "x" }, { key: "y" }, { key: "z" }] }).list).toEqual([
      { key: "x", given: "1" },
      { key: "y", given: "2" },
      { key: "z", given: null },
    ]);
  });

  test("for sets of blocks the prior members of the element that the configured one became", () => {
    const prior = {
      set: [
        { key: "x", given: "1" },
        { key: "y", given: "2" },
      ],
    };
    expect(propose(prior, { set: [{ key: "y" }, { key: "z" }] }).set).toEqual([
      { key: "y", given: "2" },
      { key: "z", given: null },
    ]);
  });

  test("for a single block its prior members, and none when it is gone", () => {
    const prior = { one: { key: "x", given: "1" } };
    expect(propose(prior, { one: { key: "y" } }).one).toEqual({ key: "y", given: "1" });
    expect(propose(prior, {}).one).toBeNull();
  });
});
