import { describe, expect, test } from "vitest";
import { shortSource, sourceAddresses } from "./source-address.ts";

const both = ["registry.terraform.io/example/cloud", "registry.opentofu.org/example/cloud"];

describe("a source address", () => {
  test.each([
    ["registry.terraform.io/example/cloud", "example/cloud", both],
    ["registry.opentofu.org/example/cloud", "example/cloud", both],
    ["example/cloud", "example/cloud", both],
    [
      "registry.example.com/example/cloud",
      "registry.example.com/example/cloud",
      ["registry.example.com/example/cloud"],
    ],
  ])("%s is short for configurations, and full for each host", (address, short, addresses) => {
    expect(shortSource(address)).toBe(short);
    expect(sourceAddresses(address)).toEqual(addresses);
  });
});
