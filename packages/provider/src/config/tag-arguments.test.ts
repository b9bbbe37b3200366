import { UNKNOWN } from "terraform-plugin";
import type { PlainObject } from "terraform-plugin/testing";
import { describe, expect, test } from "vitest";
import { readProviderBlocks } from "../testing/provider-blocks.ts";
import { resolveTagPolicy } from "./tag-arguments.ts";

const configOf = readProviderBlocks();

describe("what the provider block says about tags", () => {
  const policyOf = async (config: PlainObject) => resolveTagPolicy(await configOf(config));

  test("is empty without the blocks", async () => {
    const nothing = { defaults: {}, ignoredKeys: [], ignoredPrefixes: [] };
    expect(await policyOf({})).toEqual(nothing);
    expect(await policyOf({ default_tags: {}, ignore_tags: {} })).toEqual(nothing);
  });

  test("is the default and the ignored tags", async () => {
    const config = {
      default_tags: { tags: { env: "prod" } },
      ignore_tags: { keys: ["owner"], key_prefixes: ["backup/"] },
    };
    expect(await policyOf(config)).toEqual({
      defaults: { env: "prod" },
      ignoredKeys: ["owner"],
      ignoredPrefixes: ["backup/"],
    });
  });

  test.each<[string, PlainObject]>([
    ["the default tags are", { default_tags: { tags: UNKNOWN } }],
    ["one of their values is", { default_tags: { tags: { env: UNKNOWN } } }],
    ["the ignored keys are", { ignore_tags: { keys: UNKNOWN } }],
    ["one ignored prefix is", { ignore_tags: { key_prefixes: [UNKNOWN] } }],
  ])("is null while %s unknown", async (_what, config) => {
    expect(await policyOf(config)).toBeNull();
  });
});
