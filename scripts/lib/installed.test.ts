import { describe, expect, test } from "vitest";
import { samePackages } from "./installed.mjs";

const locked = {
  "": {},
  "packages/provider": { version: "0.1.0" },
  "node_modules/provider": { resolved: "packages/provider", link: true },
  "node_modules/undici": { version: "7.30.2", integrity: "sha512-a" },
  "node_modules/fsevents": { version: "2.3.3", integrity: "sha512-b", optional: true },
};
const { "": _root, "node_modules/fsevents": _other, ...installed } = locked;

describe("what is installed is what is locked", () => {
  test("when every package is there, but for optional ones", () => {
    expect(samePackages(locked, installed)).toBe(true);
  });

  test.each([
    ["a package is missing", { "node_modules/provider": { link: true } }],
    ["a package has another version", { ...installed, "node_modules/undici": { version: "7.0.0" } }],
    [
      "a package has other contents",
      { ...installed, "node_modules/undici": { version: "7.30.2", integrity: "sha512-z" } },
    ],
    [
      "a package is there that is not locked",
      { ...installed, "node_modules/leftover": { version: "1.0.0" } },
    ],
    [
      "an optional package has another version",
      { ...installed, "node_modules/fsevents": { version: "1.0.0" } },
    ],
    ["a workspace package is a copy", { ...installed, "node_modules/provider": { version: "0.1.0" } }],
  ])("not when %s", (_when, other) => {
    expect(samePackages(locked, other)).toBe(false);
  });
});
