import { describe, expect, test } from "vitest";
import { plainPolicy } from "../testing/images.ts";
import {
  defaultTagsOf,
  fromApiTags,
  type ObjectTags,
  type Tags,
  tagChanges,
  toRequestTags,
} from "./policy.ts";

const NONE: ObjectTags = { own: {}, defaults: {} };

function asList(tags: Tags): { key: string; value: string }[] {
  return Object.entries(tags).map(([key, value]) => ({ key, value }));
}

describe("the tags that Terraform sees", () => {
  test.each(["acs:rm:rgId", "acs:", "aliyun-made", "aliyun"])(
    "lack %s, which the service set itself",
    (key) => {
      const tags = asList({ [key]: "1", team: "infra" });
      expect(fromApiTags(tags, NONE, plainPolicy)).toEqual({ own: { team: "infra" }, defaults: {} });
    },
  );

  test.each(["ACS:x", "my-acs:x", "my-aliyun", "Aliyun"])("have %s, which only looks like it", (key) => {
    expect(fromApiTags(asList({ [key]: "1" }), NONE, plainPolicy).own).toEqual({ [key]: "1" });
  });

  test("lack ignored keys and prefixes", () => {
    const policy = { ...plainPolicy, ignoredKeys: ["owner"], ignoredPrefixes: ["backup/", "cost-"] };
    const tags = { owner: "ann", owners: "all", "backup/day": "1", backup: "yes", "cost-unit": "7" };
    expect(fromApiTags(asList(tags), NONE, policy).own).toEqual({ owners: "all", backup: "yes" });
  });

  test("have what is managed here although it is ignored, but nothing of the system's", () => {
    const policy = {
      ...plainPolicy,
      defaults: { env: "prod" },
      ignoredKeys: ["owner", "env"],
      ignoredPrefixes: ["acs:"],
    };
    const tags = asList({ owner: "ann", env: "prod", "acs:x": "1" });
    expect(fromApiTags(tags, NONE, policy)).toEqual({ own: {}, defaults: { env: "prod" } });
    expect(fromApiTags(tags, { own: { owner: "bob", "acs:x": "2" }, defaults: {} }, policy)).toEqual({
      own: { owner: "ann" },
      defaults: { env: "prod" },
    });
  });

  test("keep empty values", () => {
    expect(fromApiTags([{ key: "marker", value: "" }], NONE, plainPolicy).own).toEqual({ marker: "" });
  });
});

describe("a tag of an object", () => {
  const policy = { ...plainPolicy, defaults: { env: "prod", team: "infra" } };

  test.each<[string, Tags, ObjectTags, ObjectTags]>([
    [
      "is a default one when it equals that of the provider block",
      { env: "prod", app: "web" },
      NONE,
      { own: { app: "web" }, defaults: { env: "prod" } },
    ],
    [
      "is its own when its tags have the key as well",
      { env: "prod" },
      { own: { env: "prod" }, defaults: {} },
      { own: { env: "prod" }, defaults: {} },
    ],
    [
      "is its own when it has another value than the default one, which was never set here",
      { env: "dev" },
      NONE,
      { own: { env: "dev" }, defaults: {} },
    ],
    [
      "stays a default one when somebody changed its value",
      { env: "dev" },
      { own: {}, defaults: { env: "prod" } },
      { own: {}, defaults: { env: "dev" } },
    ],
    [
      "stays a default one when the provider block gives it no more",
      { cost: "7" },
      { own: {}, defaults: { cost: "7" } },
      { own: {}, defaults: { cost: "7" } },
    ],
    ["that was removed outside is in neither", {}, { own: { a: "1" }, defaults: { env: "prod" } }, NONE],
  ])("%s", (_rule, reported, stored, expected) => {
    expect(fromApiTags(asList(reported), stored, policy)).toEqual(expected);
  });

  test("is shown only where it is stored while the provider block is not known: others may be default or ignored ones", () => {
    const stored = { own: { app: "web" }, defaults: { env: "prod" } };
    const tags = asList({ app: "api", env: "dev", team: "infra" });
    expect(fromApiTags(tags, stored, null)).toEqual({ own: { app: "api" }, defaults: { env: "dev" } });
  });

  test("is not confused with members that every JavaScript object has", () => {
    const tags = { constructor: "x" };
    expect(fromApiTags(asList(tags), NONE, plainPolicy).own).toEqual(tags);
    expect(fromApiTags(asList(tags), NONE, { ...policy, defaults: tags }).defaults).toEqual(tags);
    expect(tagChanges({}, tags)).toEqual({ set: [{ key: "constructor", value: "x" }], remove: [] });
  });
});

describe("default tags", () => {
  const policy = { ...plainPolicy, defaults: { env: "prod", team: "infra" } };

  test.each<[string, Tags | null, Tags]>([
    ["are all given to an object without tags", null, { env: "prod", team: "infra" }],
    ["are given beside others", { app: "web" }, { env: "prod", team: "infra" }],
    ["are not given where the object has the key", { env: "test" }, { team: "infra" }],
  ])("%s", (_rule, own, defaults) => {
    expect(defaultTagsOf(own, policy)).toEqual(defaults);
  });

  test.each<[Tags | null, Tags]>([
    [null, { env: "prod", team: "infra" }],
    [
      { env: "test", app: "web" },
      { env: "test", team: "infra", app: "web" },
    ],
  ])("are sent with own tags %j", (own, all) => {
    expect(toRequestTags(own, policy)).toEqual(asList(all));
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
});
