import { describe, expect, it } from "vitest";
import { withoutControlCharacters } from "./control-characters.ts";

describe("withoutControlCharacters", () => {
  it.each([
    ["an escape sequence", "a\u001b[31mb", "a[31mb"],
    ["an operating system command", "\u001b]0;title\u0007x", "]0;titlex"],
    ["NUL", "Invalid\0Code", "InvalidCode"],
    ["DEL and C1", "a\u007f\u009bb", "ab"],
    ["overrides of the direction", "a\u202eb\u2066c\u2069\u200f\u061cd", "abcd"],
  ])("removes %s", (_what, text, expected) => {
    expect(withoutControlCharacters(text)).toBe(expected);
  });

  it("makes one line of several", () => {
    expect(withoutControlCharacters("one\r\ntwo\n\n\tthree\u2028four")).toBe("one two three four");
  });

  it.each(["The image 镜像 does not exist.", "é ü 🎉", "%s-_.:/"])("leaves %j alone", (text) => {
    expect(withoutControlCharacters(text)).toBe(text);
  });
});
