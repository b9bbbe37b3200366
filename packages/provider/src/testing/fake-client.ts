import type { EcsClient } from "ecs-client";
import type { ProviderClient } from "../config/client.ts";
import type { TagPolicy } from "../tags/policy.ts";
import { fakeEcs } from "./fake-ecs.ts";

/** The region of the provider block in tests. */
export const HOME = "cn-home";

/** What resources work with, where the service has the calls a test gives it, the ones of other regions apart. */
export function fakeClient(
  calls: Partial<EcsClient>,
  tagPolicy: TagPolicy | null,
  elsewhere: Readonly<Record<string, Partial<EcsClient>>> = {},
): ProviderClient {
  const ecs = fakeEcs(calls);
  return {
    ecs,
    ecsIn: (region) => (region === HOME ? ecs : fakeEcs(elsewhere[region] ?? {})),
    tagPolicy,
    region: HOME,
  };
}
