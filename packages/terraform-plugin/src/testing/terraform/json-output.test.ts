import { describe, expect, test } from "vitest";
import { parsePlan, parseState } from "./json-output.ts";

describe.each([
  ["a plan", parsePlan],
  ["a state", parseState],
])("%s in JSON", (_, parse) => {
  test.each(["0.2", "1.0", "1.2"])("is read in format %s", (version) => {
    const text = JSON.stringify({ format_version: version });
    expect(parse(text).format_version).toBe(version);
  });

  test.each(["2.0", "10.0", undefined, 1])("is refused in format %s", (version) => {
    const text = JSON.stringify({ format_version: version });
    expect(() => parse(text)).toThrow(`has format ${version}`);
  });
});
