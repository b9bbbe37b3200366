import { acceptanceTest } from "../support/acceptance-test.ts";
import { providerBlock } from "../support/hcl.ts";
import { InterceptingProxy } from "./intercepting-proxy.ts";

/** An acceptance test in which the provider reaches the stack through a proxy and gives up soon: it retries a call once. */
export const proxiedTest = acceptanceTest
  .extend("proxy", async ({ stack }, { onCleanup }) => {
    const proxy = await InterceptingProxy.start(stack.local.endpoint);
    onCleanup(() => proxy.stop());
    return proxy;
  })
  .extend("terraform", async ({ proxy, workspaceWith }) => {
    const terraform = await workspaceWith({ ALIBABACLOUDSTACK_ECS_ENDPOINT: proxy.endpoint });
    terraform.write("provider.tf", providerBlock("max_retries = 1\nclient_read_timeout = 700"));
    return terraform;
  });
