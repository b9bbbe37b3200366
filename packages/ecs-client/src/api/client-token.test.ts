import { expect, it } from "vitest";
import { isClientToken, newClientToken } from "./client-token.ts";

it("client tokens are new each time and within the limits of the API", () => {
  const tokens = Array.from({ length: 100 }, newClientToken);
  expect(new Set(tokens).size).toBe(100);
  expect(tokens.filter(isClientToken)).toEqual(tokens);
});
