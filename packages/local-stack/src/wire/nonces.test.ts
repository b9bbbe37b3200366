import { describe, expect, it } from "vitest";

import { Nonces } from "./nonces.ts";

const MINUTE_MS = 60_000;

describe("a nonce", () => {
  it("is used for half an hour, by the key that used it alone", () => {
    const nonces = new Nonces();
    nonces.remember("key", "nonce", 0);
    expect(nonces.used("key", "nonce", 30 * MINUTE_MS - 1)).toBe(true);
    expect(nonces.used("key", "nonce", 30 * MINUTE_MS)).toBe(false);
    expect(nonces.used("other", "nonce", 0)).toBe(false);
  });

  it("can be of any length", () => {
    const nonces = new Nonces();
    nonces.remember("key", "a".repeat(100_000), 0);
    expect(nonces.used("key", "a".repeat(100_000), 0)).toBe(true);
    expect(nonces.used("key", "a".repeat(100_001), 0)).toBe(false);
  });

  it("is forgotten when too many came after it", () => {
    const nonces = new Nonces(3);
    for (const nonce of ["a", "b", "c", "d"]) nonces.remember("key", nonce, 0);
    expect(["a", "b", "c", "d"].map((nonce) => nonces.used("key", nonce, 0))).toEqual([
      false,
      true,
      true,
      true,
    ]);
  });
});
