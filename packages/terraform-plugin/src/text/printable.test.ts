import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { printable } from "./printable.ts";

describe("printable", () => {
  test.each([
    ["an escape sequence", "\u001b[2Jgone", "\\u001b[2Jgone"],
    ["a title for the terminal", "\u001b]0;title\u0007", "\\u001b]0;title\\u0007"],
    ["a backspace", "ok\b\b", "ok\\u0008\\u0008"],
    ["a NUL", "a\0b", "a\\u0000b"],
    ["a DEL", "a\u007fb", "a\\u007fb"],
    ["an escape sequence of C1", "\u009b31m", "\\u009b31m"],
    ["text turned round", "\u202egnp.exe\u202c", "\\u202egnp.exe\\u202c"],
    ["an isolate", "\u2066a\u2069", "\\u2066a\\u2069"],
    ["marks of direction", "\u200ea\u200fb\u061c", "\\u200ea\\u200fb\\u061c"],
    ["a carriage return on its own", "safe\rfake", "safe\\u000dfake"],
  ])("shows %s", (_, text, shown) => {
    expect(printable(text)).toBe(shown);
  });

  test.each(["two\nlines", "a\ttab", "Größe 镜像 🙂", "", "a\u200db\u00a0c", "\\u001b"])(
    "leaves %j as it is",
    (text) => {
      expect(printable(text)).toBe(text);
    },
  );

  test("ends lines with a line feed alone", () => {
    expect(printable("one\r\ntwo\r\n")).toBe("one\ntwo\n");
  });

  test("whatever it is given, nothing is left that acts on a terminal, and a second time changes nothing", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const shown = printable(text);
        expect(shown).not.toMatch(/(?![\n\t])[\p{Cc}\p{Bidi_Control}]/u);
        expect(printable(shown)).toBe(shown);
      }),
    );
  });
});
