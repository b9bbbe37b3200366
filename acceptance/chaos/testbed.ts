import { findTerraform } from "terraform-plugin/testing";
import { TrackedPrograms } from "./tracked-programs.ts";
import { UnreliableStack } from "./unreliable-stack.ts";

/** What scenarios run on, one after the other: a stack that can fail and programs that can be killed. */
export interface Testbed {
  readonly stack: UnreliableStack;
  readonly programs: TrackedPrograms;
  close(): Promise<void>;
}

/** Starts a testbed for the provider at that path. */
export async function startTestbed(providerExecutable: string): Promise<Testbed> {
  const stack = await UnreliableStack.start();
  const programs = new TrackedPrograms(findTerraform(), providerExecutable);
  return {
    stack,
    programs,
    async close() {
      await stack.close();
      programs.remove();
    },
  };
}
