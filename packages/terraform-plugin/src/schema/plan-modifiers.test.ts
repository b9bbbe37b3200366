import { describe, expect, test } from "vitest";
import { path } from "../types/path.ts";
import { UNKNOWN } from "../types/unknown.ts";
import type { Value } from "../types/value.ts";
import {
  type PlanModifierContext,
  requiresReplace,
  requiresReplaceIf,
  requiresReplaceOrAdopt,
  useStateForUnknown,
} from "./plan-modifiers.ts";

interface Values {
  readonly config: Value;
  readonly state: Value;
  readonly plan: Value;
}

/** An attribute of an object that exists, unless `whole` says otherwise. */
function context(values: Values, exists = true): PlanModifierContext {
  const whole = {
    config: { a: values.config },
    state: exists ? { a: values.state } : null,
    plan: { a: values.plan },
  };
  return { ...values, path: path("a"), whole };
}

describe("useStateForUnknown", () => {
  test("plans the stored value for one that would be known after apply", () => {
    expect(useStateForUnknown().modify(context({ config: null, state: "s", plan: UNKNOWN }))).toEqual({
      plan: "s",
    });
  });

  test.each([
    ["a value is planned", { config: "p", state: "s", plan: "p" }],
    ["the configured value is unknown", { config: UNKNOWN, state: "s", plan: UNKNOWN }],
  ] satisfies [string, Values][])("leaves the plan alone when %s", (_, values) => {
    expect(useStateForUnknown().modify(context(values))).toEqual({});
  });
});

describe("useStateForUnknown, where null is stored", () => {
  const values = { config: null, state: null, plan: UNKNOWN };

  test("plans null for an object that exists", () => {
    expect(useStateForUnknown().modify(context(values))).toEqual({ plan: null });
  });

  test("leaves the plan alone for an object that will be created", () => {
    expect(useStateForUnknown().modify(context(values, false))).toEqual({});
  });

  test("leaves the plan alone inside a block, which may be new", () => {
    expect(useStateForUnknown().modify({ ...context(values), path: path("block", 0, "a") })).toEqual({});
  });
});

describe("requiresReplace", () => {
  test("asks for replacement; whether anything changed is judged by the life cycle", () => {
    expect(requiresReplace().modify(context({ config: "b", state: "a", plan: "b" }))).toEqual({
      requiresReplace: true,
    });
  });

  test("requiresReplaceIf asks only when its condition holds", () => {
    const whenShrinking = requiresReplaceIf(
      ({ state, plan }) => Number(plan) < Number(state),
      "Making it smaller creates a new object.",
    );
    expect(whenShrinking.modify(context({ config: 1, state: 2, plan: 1 }))).toEqual({
      requiresReplace: true,
    });
    expect(whenShrinking.modify(context({ config: 3, state: 2, plan: 3 }))).toEqual({});
  });
});

describe("requiresReplaceOrAdopt", () => {
  test.each([
    ["a stored null", null],
    ["a stored empty list", []],
  ] satisfies [string, Value][])("adopts the configured value in place of %s", (_, state) => {
    expect(requiresReplaceOrAdopt().modify(context({ config: "c", state, plan: "c" }))).toEqual({});
  });

  test("replaces when another value is stored", () => {
    expect(requiresReplaceOrAdopt().modify(context({ config: "c", state: "s", plan: "c" }))).toEqual({
      requiresReplace: true,
    });
  });

  test("has nothing to adopt on a create", () => {
    expect(requiresReplaceOrAdopt().modify(context({ config: "c", state: null, plan: "c" }, false))).toEqual({
      requiresReplace: true,
    });
  });
});
