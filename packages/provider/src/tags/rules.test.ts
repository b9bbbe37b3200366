import { Diagnostics, formatPath, path, UNKNOWN } from "terraform-plugin";
import { describe, expect, test } from "vitest";
import { tagRules } from "./rules.ts";

type Tags = Readonly<Record<string, unknown>>;

/** What is wrong with tags, each with the path of what it is about. */
function problemsOf(tags: Tags): { at: string; detail: string }[] {
  const diagnostics = new Diagnostics();
  for (const rule of tagRules) rule.validate(tags, { path: path("tags"), diagnostics, sensitive: false });
  return diagnostics.list.map((each) => ({
    at: each.path ? formatPath(each.path) : "",
    detail: each.detail,
  }));
}

function numbered(count: number): Tags {
  return Object.fromEntries(Array.from({ length: count }, (_each, index) => [`key-${index}`, "x"]));
}

describe("an object", () => {
  test.each([0, 1, 20])("may have %i tags", (count) => {
    expect(problemsOf(numbered(count))).toEqual([]);
  });

  test("may not have 21 tags", () => {
    expect(problemsOf(numbered(21))).toEqual([
      { at: "tags", detail: "An object can have at most 20 tags, but there are 21." },
    ]);
  });

  test("may not have 21 tags either when their values are not known yet", () => {
    const tags = Object.fromEntries(Object.keys(numbered(21)).map((name) => [name, UNKNOWN]));
    expect(problemsOf(tags)).toHaveLength(1);
  });
});

describe("a key", () => {
  test.each([
    ["1 character", "k"],
    ["128 characters", "k".repeat(128)],
    ["128 characters outside the Basic Multilingual Plane", "😀".repeat(128)],
    ["any characters", "Kosten/Stelle: 镜 +=@"],
    ["aliyun and acs: inside", "my-aliyun-acs:x"],
    ["capitals where small letters are reserved", "Aliyun ACS:"],
  ])("may have %s", (_rule, name) => {
    expect(problemsOf({ [name]: "x" })).toEqual([]);
  });

  test.each([
    ["be empty", "", "must not be empty"],
    ["have 129 characters", "k".repeat(129), "must be at most 128 characters long, but it has 129"],
    ["start with aliyun", "aliyun", 'must not start with "aliyun" or "acs:", which are reserved'],
    ["start with acs:", "acs:rm", 'must not start with "aliyun" or "acs:", which are reserved'],
    ["start with http://", "http://x", 'must not contain "http://" or "https://"'],
    ["contain http://", "see http://x", 'must not contain "http://" or "https://"'],
    ["contain https://", "see https://x", 'must not contain "http://" or "https://"'],
  ])("must not %s", (_rule, name, problem) => {
    const [found, ...others] = problemsOf({ [name]: "x" });
    expect(found?.at).toBe(`tags[${JSON.stringify(name)}]`);
    expect(found?.detail).toMatch(/^The tag key ".*" /);
    expect(found?.detail).toContain(problem);
    expect(others).toEqual([]);
  });

  test("that is long is shown shortened", () => {
    expect(problemsOf({ ["k".repeat(129)]: "x" })[0]?.detail).toContain(`"${"k".repeat(39)}…"`);
  });
});

describe("a value", () => {
  test.each([
    ["empty", ""],
    ["128 characters long", "v".repeat(128)],
    ["128 characters outside the Basic Multilingual Plane", "😀".repeat(128)],
    ["not known yet", UNKNOWN],
  ])("may be %s", (_rule, value) => {
    expect(problemsOf({ team: value })).toEqual([]);
  });

  test.each([
    ["null", null, 'must not be null; use "" for a tag without a value'],
    ["129 characters long", "v".repeat(129), "must be at most 128 characters long, but it has 129"],
    ["one that starts with aliyun", "aliyun-made", 'must not start with "aliyun" or "acs:"'],
    ["one that starts with acs:", "acs:x", 'must not start with "aliyun" or "acs:"'],
    ["a URL", "https://example.com", 'must not contain "http://" or "https://"'],
    ["a text with a URL", "see http://example.com", 'must not contain "http://" or "https://"'],
  ])("must not be %s", (_rule, value, problem) => {
    expect(problemsOf({ team: value })).toEqual([
      { at: 'tags["team"]', detail: expect.stringMatching(/^The value of the tag "team" must /) },
    ]);
    expect(problemsOf({ team: value })[0]?.detail).toContain(problem);
  });
});

test("every problem of every tag is reported at once", () => {
  const tags = { [`aliyun${"k".repeat(129)}`]: "http://x", "": null };
  expect(problemsOf(tags)).toHaveLength(5);
});

test("unknown values do not keep the rules from being checked", () => {
  expect(tagRules.every(({ acceptsUnknown }) => acceptsUnknown)).toBe(true);
});
