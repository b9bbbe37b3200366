import { describe, expect, test } from "vitest";
import { plainPolicy } from "../testing/images.ts";
import { ownTags, sameTags, type Tags, tagChanges, visibleTags, withDefaultTags } from "./tag-policy.ts";

function asList(tags: Tags): { key: string; value: string }[] {
  return Object.entries(tags).map(([key, value]) => ({ key, value }));
}

describe("the tags that Terraform sees", () => {
  test.each(["acs:rm:rgId", "acs:", "aliyun-made", "aliyun"])(
    "lack %s, which the service set itself",
    (key) => {
      expect(visibleTags(asList({ [key]: "1", team: "infra" }), null, plainPolicy)).toEqual({
        team: "infra",
      });
    },
  );

  test.each(["ACS:x", "my-acs:x", "my-aliyun", "Aliyun"])("have %s, which only looks like it", (key) => {
    expect(visibleTags(asList({ [key]: "1" }), null, plainPolicy)).toEqual({ [key]: "1" });
  });

  test("lack ignored keys and prefixes", () => {
    const policy = { ...plainPolicy, ignoredKeys: ["owner"], ignoredPrefixes: ["backup/", "cost-"] };
    const tags = { owner: "ann", owners: "all", "backup/day": "1", backup: "yes", "cost-unit": "7" };
    expect(visibleTags(asList(tags), null, policy)).toEqual({ owners: "all", backup: "yes" });
  });

  test("have what is managed here although it is ignored, but nothing of the system's", () => {
    const policy = {
      ...plainPolicy,
      defaults: { env: "prod" },
      ignoredKeys: ["owner", "env"],
      ignoredPrefixes: ["acs:"],
    };
    const tags = { owner: "ann", env: "dev", "acs:x": "1" };
    expect(visibleTags(asList(tags), null, policy)).toEqual({ env: "dev" });
    expect(visibleTags(asList(tags), { owner: "bob", "acs:x": "2" }, policy)).toEqual({
      owner: "ann",
      env: "dev",
    });
  });

  test("keep empty values", () => {
    expect(visibleTags([{ key: "marker", value: "" }], null, plainPolicy)).toEqual({ marker: "" });
  });
});

describe("default tags", () => {
  const policy = { ...plainPolicy, defaults: { env: "prod", team: "infra" } };

  test.each<[string, Tags | null, Tags]>([
    ["an object without tags has just them", null, { env: "prod", team: "infra" }],
    ["others are added", { app: "web" }, { env: "prod", team: "infra", app: "web" }],
    ["an object's own value wins", { env: "test" }, { env: "test", team: "infra" }],
  ])("%s", (_rule, own, all) => {
    expect(withDefaultTags(own, policy)).toEqual(all);
  });

  test.each<[string, Tags, Tags | null, Tags]>([
    ["are not the object's own", { env: "prod", app: "web" }, null, { app: "web" }],
    ["are its own where its tags have them as well", { env: "prod" }, { env: "prod" }, { env: "prod" }],
    ["are seen as its own once somebody changed them", { env: "dev" }, null, { env: "dev" }],
  ])("%s", (_rule, visible, stored, own) => {
    expect(ownTags(visible, stored, policy)).toEqual(own);
  });

  test("are not confused with members that every JavaScript object has", () => {
    const visible = { constructor: "x" };
    expect(ownTags(visible, {}, { ...policy, defaults: visible })).toEqual({});
    expect(tagChanges({}, visible)).toEqual({ set: [{ key: "constructor", value: "x" }], remove: [] });
  });
});

describe("the way from one set of tags to another", () => {
  test.each<[string, Tags, Tags, { set: Tags; remove: string[] }]>([
    ["sets what is new", {}, { a: "1" }, { set: { a: "1" }, remove: [] }],
    ["removes what is gone", { a: "1" }, {}, { set: {}, remove: ["a"] }],
    [
      "only sets a changed value, it never removes it",
      { a: "1" },
      { a: "2" },
      { set: { a: "2" }, remove: [] },
    ],
    ["leaves alone what is the same", { a: "1", b: "" }, { b: "", a: "1" }, { set: {}, remove: [] }],
    ["tells an empty value from none", { a: "" }, {}, { set: {}, remove: ["a"] }],
    ["does all at once", { a: "1", b: "2" }, { b: "3", c: "4" }, { set: { b: "3", c: "4" }, remove: ["a"] }],
  ])("%s", (_rule, from, to, { set, remove }) => {
    expect(tagChanges(from, to)).toEqual({ set: asList(set), remove });
  });

  test.each<[Tags, Tags, boolean]>([
    [{}, {}, true],
    [{ a: "1", b: "2" }, { b: "2", a: "1" }, true],
    [{ a: "1" }, { a: "2" }, false],
    [{ a: "1" }, {}, false],
    [{}, { a: "1" }, false],
  ])("%j and %j: the same is %s", (a, b, same) => {
    expect(sameTags(a, b)).toBe(same);
  });
});
