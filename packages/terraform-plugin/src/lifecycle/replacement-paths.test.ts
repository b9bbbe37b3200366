import { describe, expect, test } from "vitest";
import { attribute } from "../schema/attribute.ts";
import { block } from "../schema/block.ts";
import { formatPath } from "../types/path.ts";
import { UNKNOWN } from "../types/unknown.ts";
import type { Value } from "../types/value.ts";
import { replacementPaths } from "./replacement-paths.ts";

const description = "For the test.";
const open = { optional: true, computed: true, description } as const;

const disk = {
  snapshot: attribute.string({ optional: true, description }),
  size: attribute.integer(open),
};

const disks = block.list({ description, attributes: disk });
const nested = { optional: true, description } as const;

function paths(member: Parameters<typeof replacementPaths>[0], config: Value, state: Value, plan: Value) {
  return replacementPaths(member, { config, state, plan }, [{ attribute: "m" }]).map(formatPath);
}

const a = { snapshot: "a", size: 40 };
const b = { snapshot: "b", size: 40 };

describe("a replacement is marked", () => {
  test("at the member that changed, not at the unchanged element beside it", () => {
    const config = [
      { snapshot: "a", size: null },
      { snapshot: "c", size: null },
    ];
    const plan = [a, { snapshot: "c", size: UNKNOWN }];
    expect(paths(disks, config, [a, b], plan)).toEqual(["m[1].snapshot"]);
  });

  test("at a computed value that the user changed", () => {
    expect(paths(disks, [{ snapshot: "a", size: 50 }], [a], [{ snapshot: "a", size: 50 }])).toEqual([
      "m[0].size",
    ]);
  });

  test("at a computed value that depends on something not known yet", () => {
    expect(paths(disks, [{ snapshot: "a", size: UNKNOWN }], [a], [{ snapshot: "a", size: UNKNOWN }])).toEqual(
      ["m[0].size"],
    );
  });

  test.each<[string, Value, Value, string[]]>([
    ["at an element that comes", [a], [a, b], ["m[1]"]],
    ["at an element that goes", [a, b], [a], ["m[1]"]],
    ["at the whole list where all of it comes", [], [a], ["m"]],
    ["at the whole list where all of it goes", [a], [], ["m"]],
    ["at the whole list where it is not known yet", [a], UNKNOWN, ["m"]],
  ])("%s", (_, state, plan, expected) => {
    expect(paths(disks, plan, state, plan)).toEqual(expected);
  });

  test("at the element of a map", () => {
    const member = attribute.nested.map(disk, nested);
    expect(paths(member, { x: a, y: b }, { x: a, y: a, z: a }, { x: a, y: b })).toEqual([
      'm["y"].snapshot',
      'm["z"]',
    ]);
  });

  test("at the set, whose elements have no address", () => {
    expect(paths(attribute.nested.set(disk, nested), [b], [a], [b])).toEqual(["m"]);
  });

  test("at a nested attribute as a whole where the provider decides nothing in it", () => {
    const member = attribute.nested.single(
      { code: attribute.string({ required: true, description }) },
      nested,
    );
    expect(paths(member, { code: "2" }, { code: "1" }, { code: "2" })).toEqual(["m"]);
  });
});

describe("a replacement is not marked", () => {
  test("where nothing changes", () => {
    expect(paths(disks, [{ snapshot: "a", size: null }], [a], [a])).toEqual([]);
  });

  test("where a computed value is only unknown because something else changes", () => {
    const config = [{ snapshot: "a", size: null }];
    expect(paths(disks, config, [a], [{ snapshot: "a", size: UNKNOWN }])).toEqual([]);
    expect(paths(attribute.string(open), null, "a", UNKNOWN)).toEqual([]);
  });
});
