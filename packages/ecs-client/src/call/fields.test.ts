import { describe, expect, it } from "vitest";
import { Fields, ShapeError } from "./fields.ts";

function fields(record: unknown): Fields {
  return new Fields(record, "response");
}

describe("Fields", () => {
  it.each<[unknown, number | null]>([
    [40, 40],
    ["40", 40],
    [" 1.5 ", 1.5],
    ["-2", -2],
    ["", null],
    ["40 GiB", null],
    ["0x10", null],
    [true, null],
    [null, null],
    [undefined, null],
  ])("reads %j as the number %j", (value, expected) => {
    expect(fields({ Size: value }).number("Size")).toBe(expected);
  });

  it.each<[unknown, boolean | null]>([
    [true, true],
    ["True", true],
    ["false", false],
    ["FALSE", false],
    ["", null],
    ["maybe", null],
    [1, null],
    [undefined, null],
  ])("reads %j as the boolean %j", (value, expected) => {
    expect(fields({ IsPublic: value }).boolean("IsPublic")).toBe(expected);
  });

  it.each<[unknown, string | null]>([
    ["x", "x"],
    ["", ""],
    [1234567890123456, "1234567890123456"],
    [false, "false"],
    [null, null],
    [undefined, null],
  ])("reads %j as the text %j", (value, expected) => {
    expect(fields({ Name: value }).string("Name")).toBe(expected);
  });

  it("does not mistake what every object inherits for a field", () => {
    expect(fields({}).string("constructor")).toBeNull();
  });

  it.each<[string, unknown]>([
    ["a list for a plain value", { Name: [] }],
    ["an object for a plain value", { Name: {} }],
  ])("refuses %s", (_what, record) => {
    expect(() => fields(record).string("Name")).toThrow(ShapeError);
  });

  it.each<[string, unknown]>([
    ["wrapped twice", { Tags: { Tag: [{ TagKey: "a" }] } }],
    ["wrapped once", { Tags: [{ TagKey: "a" }] }],
  ])("reads a list that is %s", (_what, record) => {
    expect(fields(record).list("Tags", "Tag")).toHaveLength(1);
  });

  it.each<[string, unknown]>([
    ["no container", {}],
    ["an empty container", { Tags: {} }],
    ["null", { Tags: null }],
  ])("reads %s as an empty optional list", (_what, record) => {
    expect(fields(record).list("Tags", "Tag")).toEqual([]);
  });

  it.each<[string, unknown]>([
    ["is missing", { RequestId: "R" }],
    ["is missing in its container", { Images: {} }],
    ["is missing although there are items", { TotalCount: 3 }],
    ["is a text", { Images: { Image: "none" } }],
    ["holds something else than objects", { Images: { Image: [1] } }],
    ["is in a text", { Images: "none" }],
  ])("refuses a required list that %s: damage must not look like emptiness", (_what, record) => {
    expect(() => fields(record).requiredList("Images", "Image")).toThrow(ShapeError);
  });

  it("accepts a missing required list when the total is zero", () => {
    expect(fields({ TotalCount: "0" }).requiredList("Images", "Image")).toEqual([]);
  });

  it.each([null, [], "text", 1, undefined])("refuses %j as an object", (value) => {
    expect(() => fields(value)).toThrow(ShapeError);
  });
});
