import { onTestFinished } from "vitest";
import type { Provider } from "../definition/provider.ts";
import { type StartOptions, startProvider } from "./start-provider.ts";
import type { TestProvider } from "./test-provider.ts";

/** Both versions of the plugin protocol, for `describe.each`. */
export const PROTOCOLS = [5, 6] as const;

/** Starts a provider that ends with the test. */
export async function started<Client>(
  provider: Provider<Client>,
  options: StartOptions,
): Promise<TestProvider> {
  const running = await startProvider(provider, options);
  onTestFinished(() => running.close());
  return running;
}
