import { provider } from "terraform-plugin";
import { type PlainObject, startProvider } from "terraform-plugin/testing";
import { type ProviderConfig, providerSchema } from "../config/schema.ts";

/** Turns what a test writes into a provider block as the framework hands it to the provider. */
export interface ProviderConfigs {
  of(given: PlainObject): Promise<ProviderConfig>;
  close(): void;
}

/** Starts what reads provider blocks. */
export async function providerConfigs(): Promise<ProviderConfigs> {
  const received: ProviderConfig[] = [];
  const running = await startProvider(
    provider({
      address: "registry.terraform.io/alibabacloudstack-community/alibabacloudstack",
      version: "0.0.0",
      schema: providerSchema,
      configure: ({ config }) => void received.push(config),
      resources: [],
    }),
    { config: null },
  );
  return {
    async of(given) {
      await running.configure(given);
      const config = received.pop();
      if (config === undefined) throw new Error("the provider block does not fit the schema");
      return config;
    },
    close: () => running.close(),
  };
}
