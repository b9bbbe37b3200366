import { provider, type Resource, schema } from "terraform-plugin";
import { startProvider, type TestProvider } from "terraform-plugin/testing";
import type { ProviderClient } from "../config/client.ts";
import { fakeClient } from "./fake-client.ts";
import { plainPolicy } from "./images.ts";

/** A running provider that has one resource and no arguments. */
export interface OneResource {
  readonly running: TestProvider;
  /** Gives the resource that client from now on. */
  readonly serve: (client: ProviderClient) => Promise<unknown>;
}

/** Starts a provider with that resource alone. */
export async function startOneResource(resource: Resource<ProviderClient>): Promise<OneResource> {
  let client = fakeClient({}, plainPolicy);
  const running = await startProvider(
    provider({
      address: "registry.terraform.io/alibabacloudstack-community/alibabacloudstack",
      version: "0.0.0",
      schema: schema({ description: "A provider without arguments.", attributes: {} }),
      configure: () => client,
      resources: [resource],
    }),
    { config: null },
  );
  return {
    running,
    serve(next) {
      client = next;
      return running.configure({});
    },
  };
}
