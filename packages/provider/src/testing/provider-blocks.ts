import { provider } from "terraform-plugin";
import { type PlainObject, startProvider } from "terraform-plugin/testing";
import { afterAll, beforeAll } from "vitest";
import { type ProviderConfig, providerSchema } from "../config/schema.ts";

/** Turns a provider block of a test into the configuration that the framework passes to the provider. */
export type ReadProviderBlock = (block: PlainObject) => Promise<ProviderConfig>;

/** Starts a provider that reads provider blocks, for all tests of a file. */
export function readProviderBlocks(): ReadProviderBlock {
  const received: ProviderConfig[] = [];
  const reader = provider({
    address: "registry.terraform.io/alibabacloudstack-community/alibabacloudstack",
    version: "0.0.0",
    schema: providerSchema,
    configure: ({ config }) => void received.push(config),
    resources: [],
  });
  let running: Awaited<ReturnType<typeof startProvider>> | undefined;
  beforeAll(async () => {
    running = await startProvider(reader, { config: null });
  });
  afterAll(() => running?.close());
  return async (block) => {
    await running?.configure(block);
    const config = received.pop();
    if (config === undefined) throw new Error("the provider block does not fit the schema");
    return config;
  };
}
