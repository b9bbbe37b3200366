import { acceptanceTest } from "../support/acceptance-test.ts";
import { Gate } from "./intercepting-proxy.ts";

/** An acceptance test in which the provider reaches the stack through a gate, and gives up soon: it repeats a call once. */
export const gatedTest = acceptanceTest
  .extend("gate", async ({ stack }, { onCleanup }) => {
    const gate = await Gate.open(stack.local.endpoint);
    onCleanup(() => gate.shut());
    return gate;
  })
  .extend("gated", async ({ gate, workspaceWith }) => {
    const terraform = await workspaceWith({ ALIBABACLOUDSTACK_ECS_ENDPOINT: gate.endpoint });
    terraform.write(
      "provider.tf",
      'provider "alibabacloudstack" {\n  max_retries = 1\n  client_read_timeout = 700\n}\n',
    );
    return terraform;
  });
