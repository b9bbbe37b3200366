import type { JsonResourceChange, TerraformWorkspace } from "terraform-plugin/testing";
import { expect } from "vitest";
import { IMAGE } from "./hcl.ts";
import type { TestStack } from "./test-stack.ts";
import { unframed } from "./text.ts";

/** Expects two plans in a row to be empty. */
export async function expectNothingToDo(terraform: TerraformWorkspace): Promise<void> {
  for (const which of ["first", "second"]) {
    const result = await terraform.run("plan", "-input=false", "-detailed-exitcode");
    expect(
      result.exitCode,
      `the ${which} plan must be empty, but it is\n${result.stdout}${result.stderr}`,
    ).toBe(0);
  }
}

/** Waits until the stack has answered or broken a call of an action. */
export async function waitForCall(stack: TestStack, action: string): Promise<void> {
  await expect
    .poll(() => stack.requests(action).length, { timeout: 20_000, interval: 10 })
    .toBeGreaterThan(0);
}

/** Runs a command, expects it to fail, and returns its errors without frames and line breaks. */
export async function failureOf(terraform: TerraformWorkspace, ...args: readonly string[]): Promise<string> {
  const result = await terraform.run(...args);
  expect(result.exitCode, result.stdout).toBe(1);
  return unframed(result.stderr);
}

/** The planned change of an object. Throws when the plan does not mention the object. */
export async function plannedChange(
  terraform: TerraformWorkspace,
  address = IMAGE,
): Promise<JsonResourceChange["change"]> {
  const plan = await terraform.plan();
  const found = plan.resource_changes?.find((each) => each.address === address);
  if (!found) throw new Error(`the plan does not mention ${address}`);
  return found.change;
}

/** The attributes of an object in the state. Throws when it is not there. */
export function stored(terraform: TerraformWorkspace, address = IMAGE): Readonly<Record<string, unknown>> {
  const object = terraform.state().get(address);
  if (!object) throw new Error(`${address} is not in the state`);
  return object.attributes;
}

/** The ID of an object in the state. */
export function storedId(terraform: TerraformWorkspace, address = IMAGE): string {
  return String(stored(terraform, address).id);
}
