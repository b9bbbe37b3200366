import { Diagnostics, path, UNKNOWN } from "terraform-plugin";
import { describe, expect, test } from "vitest";
import { plainPolicy } from "../testing/images.ts";
import { type PlannedTags, planDefaultTags } from "./plan.ts";
import type { TagPolicy } from "./policy.ts";

function plan(own: PlannedTags, policy: TagPolicy | null) {
  const diagnostics = new Diagnostics();
  return { planned: planDefaultTags(own, policy, diagnostics), errors: diagnostics.list };
}

function numbered(count: number, value: PlannedTags = null): Readonly<Record<string, string>> {
  return Object.fromEntries(Array.from({ length: count }, (_each, index) => [`key-${index}`, String(value)]));
}

const policy = { ...plainPolicy, defaults: { env: "prod", team: "infra" } };

describe("default_tags in a plan", () => {
  test.each<[string, PlannedTags, TagPolicy | null, unknown]>([
    ["are those of the provider block", null, policy, { env: "prod", team: "infra" }],
    ["lack keys of the object's own tags", { env: "mine" }, policy, { team: "infra" }],
    ["depend on own keys alone, whose values may be unknown", { env: UNKNOWN }, policy, { team: "infra" }],
    ["are unknown while the own tags are", UNKNOWN, policy, UNKNOWN],
    ["are unknown while the provider block is", { a: "1" }, null, UNKNOWN],
    ["are empty where the provider block has none", { a: "1" }, plainPolicy, {}],
  ])("%s", (_rule, own, tagPolicy, expected) => {
    expect(plan(own, tagPolicy)).toEqual({ planned: expected, errors: [] });
  });
});

describe("the limit of 20 tags", () => {
  test("counts default tags, and the error names both numbers", () => {
    expect(plan(numbered(19), policy).errors).toEqual([
      {
        severity: "error",
        summary: "Too many tags",
        detail:
          "An object can have at most 20 tags, but this one would have 21: 19 of its own, and 2 from default_tags of the provider block. Remove some of either.",
        path: path("tags"),
      },
    ]);
  });

  test.each<[string, PlannedTags]>([
    ["18 own ones and 2 default ones", numbered(18)],
    ["20 own ones, of which 2 have the keys of default ones", { ...numbered(18), env: "a", team: "b" }],
  ])("allows %s", (_rule, own) => {
    expect(plan(own, policy).errors).toEqual([]);
  });

  test("is left to the rule of the attribute where there are no default tags", () => {
    expect(plan(numbered(21), plainPolicy).errors).toEqual([]);
  });
});
