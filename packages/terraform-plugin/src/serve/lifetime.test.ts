import { describe, expect, test } from "vitest";
import { maskSecret } from "../text/redaction.ts";
import { crashReport } from "./lifetime.ts";

describe("crashReport", () => {
  test("begins as the host expects a crash to begin, then gives the stack and the cause", () => {
    const error = new TypeError("no image", { cause: new Error("lost") });
    expect(crashReport(error)).toMatch(
      /^panic: TypeError: no image\n\nTypeError: no image\n {4}at [\s\S]*\ncaused by: Error: lost\n$/,
    );
  });

  test.each([["text"], [undefined], [null], [42]])("reports %j, which is no error", (thrown) => {
    expect(crashReport(thrown)).toBe(`panic: ${thrown}\n\n${thrown}\n`);
  });

  test("contains no secret", () => {
    maskSecret("pAssw0rd");
    expect(crashReport(new Error("login with pAssw0rd"))).not.toContain("pAssw0rd");
  });
});
