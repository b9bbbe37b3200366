import { Diagnostics, UNKNOWN } from "terraform-plugin";
import type { PlainObject } from "terraform-plugin/testing";
import { describe, expect, test } from "vitest";
import { readProviderBlocks } from "../testing/provider-blocks.ts";
import { type Environment, ProviderArguments } from "./arguments.ts";

const configOf = readProviderBlocks();

async function given(config: PlainObject, environment: Environment = {}): Promise<ProviderArguments> {
  return new ProviderArguments(await configOf(config), environment, new Diagnostics());
}

describe("a text", () => {
  test.each<[string, PlainObject, Environment, string | undefined]>([
    ["is what the block says", { region: "a" }, {}, "a"],
    [
      "is what the block says, also when the environment says something else",
      { region: "a" },
      { REGION: "b" },
      "a",
    ],
    ["is what the environment says when the block does not", {}, { REGION: "b" }, "b"],
    ["is what the environment says when the block has an empty one", { region: " " }, { REGION: "b" }, "b"],
    ["has no space around it", { region: " a\n" }, {}, "a"],
    ["has no space around it either from the environment", {}, { REGION: "\tb " }, "b"],
    ["is not given when both are empty", { region: "" }, { REGION: " " }, undefined],
    ["is not given when neither is", {}, {}, undefined],
  ])("%s", async (_rule, config, environment, expected) => {
    expect((await given(config, environment)).text("region", "REGION")).toBe(expected);
  });

  test("that is unknown is recorded, and the environment does not replace it", async () => {
    const read = await given({ region: UNKNOWN }, { REGION: "b" });
    expect(read.text("region", "REGION")).toBeUndefined();
    expect(read.unknown).toEqual(["region"]);
  });
});

describe("a boolean", () => {
  test.each<[PlainObject, string | undefined, boolean | undefined]>([
    [{ insecure: true }, "false", true],
    [{ insecure: false }, "true", false],
    [{}, "true", true],
    [{}, "TRUE", true],
    [{}, "1", true],
    [{}, "yes", true],
    [{}, "on", true],
    [{}, "false", false],
    [{}, "0", false],
    [{}, "No", false],
    [{}, "off", false],
    [{}, " ", undefined],
    [{}, undefined, undefined],
  ])("of %j in the block and %j in the environment is %s", async (config, text, expected) => {
    const read = await given(config, { INSECURE: text });
    expect(read.bool("insecure", "INSECURE")).toBe(expected);
    expect(read.diagnostics.list).toEqual([]);
  });

  test.each(["maybe", "2", "truely"])(
    "of %j in the environment is an error that names the variable",
    async (text) => {
      const read = await given({}, { INSECURE: text });
      expect(read.bool("insecure", "INSECURE")).toBeUndefined();
      expect(read.diagnostics.list).toEqual([
        {
          severity: "error",
          summary: "Invalid value for insecure",
          detail: "The environment variable INSECURE, which sets insecure, must be true or false.",
          path: [{ attribute: "insecure" }],
        },
      ]);
    },
  );

  test("that is unknown is recorded", async () => {
    const read = await given({ insecure: UNKNOWN });
    expect(read.bool("insecure")).toBeUndefined();
    expect(read.unknown).toEqual(["insecure"]);
  });
});

describe("a whole number", () => {
  test.each<[PlainObject, string | undefined, number | undefined]>([
    [{ client_read_timeout: 5 }, "7", 5],
    [{}, "7", 7],
    [{}, " 1 ", 1],
    [{}, "", undefined],
    [{}, undefined, undefined],
  ])("of %j in the block and %j in the environment is %s", async (config, text, expected) => {
    expect((await given(config, { T: text })).integer("client_read_timeout", 1, "T")).toBe(expected);
  });

  test.each(["0", "-1", "1.5", "ten", "10s", "1e400"])(
    "of %j in the environment is an error",
    async (text) => {
      const read = await given({}, { T: text });
      expect(read.integer("client_read_timeout", 1, "T")).toBeUndefined();
      expect(read.diagnostics.list).toMatchObject([
        {
          detail:
            "The environment variable T, which sets client_read_timeout, must be a whole number of at least 1.",
        },
      ]);
    },
  );

  test("that is unknown is recorded", async () => {
    const read = await given({ client_read_timeout: UNKNOWN });
    expect(read.integer("client_read_timeout", 1)).toBeUndefined();
    expect(read.unknown).toEqual(["client_read_timeout"]);
  });
});
