import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { flattenParameters, type ParameterValue } from "./parameters.ts";

describe("flattenParameters", () => {
  it.each<[string, ParameterValue, [string, string][]]>([
    ["a text", "x", [["Name", "x"]]],
    ["an empty text", "", [["Name", ""]]],
    ["a number", 40, [["Name", "40"]]],
    ["a boolean", true, [["Name", "true"]]],
    ["nothing for null", null, []],
    ["nothing for undefined", undefined, []],
    ["nothing for an empty list", [], []],
    [
      "a list from 1",
      ["x", "y"],
      [
        ["Name.1", "x"],
        ["Name.2", "y"],
      ],
    ],
    ["a structure", { Sub: "x" }, [["Name.Sub", "x"]]],
    [
      "a list of structures",
      [{ Key: "a", Value: "" }],
      [
        ["Name.1.Key", "a"],
        ["Name.1.Value", ""],
      ],
    ],
    ["a list in a structure in a list", [{ TagValues: ["v"] }], [["Name.1.TagValues.1", "v"]]],
  ])("writes %s", (_what, value, expected) => {
    expect(flattenParameters({ Name: value })).toEqual(expected);
  });

  it("loses nothing and invents nothing: every leaf is there once, at its path", () => {
    const name = fc.stringMatching(/^[A-Z][a-z]{0,5}$/);
    const { tree } = fc.letrec<{ tree: ParameterValue }>((tie) => ({
      tree: fc.oneof(
        { maxDepth: 4 },
        fc.string(),
        fc.integer(),
        fc.boolean(),
        fc.array(tie("tree"), { maxLength: 4 }),
        fc.dictionary(name, tie("tree"), { maxKeys: 4 }),
      ),
    }));
    fc.assert(
      fc.property(fc.dictionary(name, tree), (parameters) => {
        const flat = flattenParameters(parameters);
        expect(new Set(flat.map(([path]) => path)).size).toBe(flat.length);
        expect(flat.length).toBe(countLeaves(parameters));
        for (const [path, value] of flat) expect(String(leafAt(parameters, path.split(".")))).toBe(value);
      }),
    );
  });
});

function countLeaves(value: unknown): number {
  if (typeof value !== "object" || value === null) return 1;
  return Object.values(value).reduce((sum: number, item) => sum + countLeaves(item), 0);
}

function leafAt(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((current, step) => {
    if (Array.isArray(current)) return current[Number(step) - 1];
    return new Map(Object.entries(current ?? {})).get(step);
  }, value);
}
