import { describe, expect, test } from "vitest";
import { formatPath, key, path, pathEquals, startsWith } from "./path.ts";

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
