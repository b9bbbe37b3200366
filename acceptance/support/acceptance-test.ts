import {
  type Environment,
  type ProviderUnderTest,
  type TerraformWorkspace,
  terraformWorkspace,
} from "terraform-plugin/testing";
import { test } from "vitest";
import { skipWithoutFeatures } from "./host-features.ts";
import { PROVIDER_SOURCE, providerExecutable } from "./provider-build.ts";
import { type StackOptions, TestStack } from "./test-stack.ts";

/** The provider and the environment of a test's workspace. */
export interface WorkspaceSetup {
  readonly providers?: readonly ProviderUnderTest[];
  readonly env?: Environment;
  /** Whether the `terraform` block with the source addresses is written; true when not given. */
  readonly requiredProviders?: boolean;
}

/**
 * A test with a stack of its own, and with a workspace in which the real terraform runs the built executable against it. Both are closed
 * after the test. A test that writes a configuration with something that the host does not know yet is skipped, with the reason.
 * `override` changes their setup; `workspaceWith` makes another workspace with more environment variables.
 */
export const acceptanceTest = test
  .extend("stackOptions", async (): Promise<StackOptions> => ({}))
  .extend("setup", async (): Promise<WorkspaceSetup> => ({}))
  .extend("stack", async ({ stackOptions }, { onCleanup }) => {
    const stack = await TestStack.start(stackOptions);
    onCleanup(() => stack.close());
    return stack;
  })
  .extend("workspaceWith", async ({ stack, setup, skip }, { onCleanup }) => {
    const workspaces: TerraformWorkspace[] = [];
    onCleanup(async () => {
      for (const workspace of workspaces) await workspace.close();
    });
    return async (env: Environment): Promise<TerraformWorkspace> => {
      const workspace = await terraformWorkspace({
        providers: [{ source: PROVIDER_SOURCE, executable: providerExecutable() }],
        ...setup,
        env: { ...stack.environment, ...setup.env, ...env },
      });
      workspaces.push(workspace);
      await skipWithoutFeatures(workspace, skip);
      return workspace;
    };
  })
  .extend("terraform", async ({ workspaceWith }) => workspaceWith({}));
