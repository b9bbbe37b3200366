import { describe, expect, test } from "vitest";
import { Diagnostics } from "../diagnostics.ts";
import { ANY_HOST } from "../lifecycle/presence.ts";
import { validateConfig } from "../lifecycle/validate.ts";
import { formatPath } from "../types/path.ts";
import { UNKNOWN } from "../types/unknown.ts";
import { schema } from "./schema.ts";
import { timeoutMs, timeoutsBlock } from "./timeouts.ts";

const withTimeouts = schema({
  description: "Timed.",
  attributes: {},
  blocks: {
    timeouts: timeoutsBlock({
      create: { default: "10m", description: "Making it." },
      delete: { default: "90s", description: "Removing it." },
    }),
  },
});

const without = schema({ description: "Not timed.", attributes: {} });

describe("an operation may take", () => {
  test.each([
    ["what the block says", { timeouts: { create: "1h30m", delete: null } }, "create", 5_400_000],
    ["the default when the block is not there", { timeouts: null }, "create", 600_000],
    [
      "the default when the block leaves it out",
      { timeouts: { create: "1h", delete: null } },
      "delete",
      90_000,
    ],
    [
      "the default when what is stored is no duration",
      { timeouts: { create: "soon", delete: null } },
      "create",
      600_000,
    ],
    [
      "the default while the block is unknown",
      { timeouts: { create: UNKNOWN, delete: null } },
      "create",
      600_000,
    ],
    ["the default when there is no object at all", null, "delete", 90_000],
    ["20 minutes when the schema does not time the operation", { timeouts: null }, "update", 1_200_000],
  ] as const)("%s", (_, value, operation, milliseconds) => {
    expect(timeoutMs(withTimeouts, value, operation)).toBe(milliseconds);
  });

  test("20 minutes without a block in the schema", () => {
    expect(timeoutMs(without, {}, "create")).toBe(1_200_000);
  });
});

describe("the block", () => {
  test("has an optional string for each operation that is named, which says its default", () => {
    const { attributes, nesting } = withTimeouts.blocks.timeouts;
    expect(nesting).toBe("single");
    expect(Object.keys(attributes)).toEqual(["create", "delete"]);
    expect(attributes.delete.rules).toMatchObject({ optional: true });
    expect(attributes.delete.rules.description).toContain("default `90s`");
  });

  test.each(["soon", "10", "-1m", "0", "0s", ""])("refuses %j", (create) => {
    const diagnostics = new Diagnostics();
    validateConfig({ schema: withTimeouts }, { timeouts: { create, delete: null } }, ANY_HOST, diagnostics);
    expect(diagnostics.list.map(({ path }) => path && formatPath(path))).toEqual(["timeouts.create"]);
  });

  test("takes a positive duration", () => {
    const diagnostics = new Diagnostics();
    validateConfig(
      { schema: withTimeouts },
      { timeouts: { create: "1ns", delete: "1h1m1s" } },
      ANY_HOST,
      diagnostics,
    );
    expect(diagnostics.list).toEqual([]);
  });

  test("cannot be made with a default that is no duration", () => {
    expect(() => timeoutsBlock({ create: { default: "soon", description: "Making it." } })).toThrow(
      RangeError,
    );
  });
});
