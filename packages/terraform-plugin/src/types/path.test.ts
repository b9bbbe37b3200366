import { describe, expect, test } from "vitest";
import { conform } from "./conform.ts";
import { DynamicValue } from "./dynamic-value.ts";
import { formatPath, key, path, pathEquals, startsWith, valueAt } from "./path.ts";
import { types } from "./type.ts";
import { UNKNOWN } from "./unknown.ts";

describe("paths", () => {
  test.each([
    [path(), ""],
    [path("image_name"), "image_name"],
    [path("disk_device_mapping", 0, "size"), "disk_device_mapping[0].size"],
    [path("tags", key("a")), 'tags["a"]'],
    [path("tags", key('say "hi"')), 'tags["say \\"hi\\""]'],
    [path(2, "a"), "[2].a"],
  ])("%o is written %s", (steps, text) => expect(formatPath(steps)).toBe(text));

  test("are built from attributes, indices and keys", () => {
    expect(path("a", 1, key("b"))).toEqual([{ attribute: "a" }, { index: 1 }, { key: "b" }]);
  });

  test("are equal step by step, and an attribute is no key", () => {
    expect(pathEquals(path("a", 1), path("a", 1))).toBe(true);
    expect(pathEquals(path("a", 1), path("a", 2))).toBe(false);
    expect(pathEquals(path("a"), path("a", 1))).toBe(false);
    expect(pathEquals(path("a"), path(key("a")))).toBe(false);
  });

  test("start with themselves and with what is above them", () => {
    expect(startsWith(path("a", 1, "b"), path("a", 1))).toBe(true);
    expect(startsWith(path("a"), path("a"))).toBe(true);
    expect(startsWith(path("a"), path())).toBe(true);
    expect(startsWith(path("a"), path("a", 1))).toBe(false);
    expect(startsWith(path("ab"), path("a"))).toBe(false);
  });
});

describe("valueAt", () => {
  const type = types.object({
    tags: types.map(types.string),
    disks: types.list(types.object({ size: types.number })),
    later: types.list(types.string),
    any: types.dynamic,
    none: types.list(types.string),
  });
  const value = conform(type, {
    tags: JSON.parse('{"a":"1","__proto__":"2"}'),
    disks: [{ size: 40 }],
    later: UNKNOWN,
    any: new DynamicValue(types.list(types.bool), [true]),
    none: null,
  });

  test.each([
    [path(), value],
    [path("disks", 0, "size"), 40],
    [path("tags", key("a")), "1"],
    [path("tags", key("__proto__")), "2"],
    [path("none"), null],
    [path("later", 3), UNKNOWN],
    [path("any", 0), true],
    [path("disks", 1), undefined],
    [path("disks", "size"), undefined],
    [path("tags", 0), undefined],
    [path("tags", key("toString")), undefined],
    [path("none", 0), undefined],
    [path("tags", key("a"), 0), undefined],
  ])("finds at %o: %o", (steps, expected) => expect(valueAt(value, steps)).toBe(expected));
});
