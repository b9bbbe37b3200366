import type { TerraformWorkspace } from "terraform-plugin/testing";
import { expect } from "vitest";
import type { Fault, TestStack } from "../support/test-stack.ts";
import { unframed } from "../support/text.ts";
import type { InterceptingProxy } from "./intercepting-proxy.ts";

/** What fails during a command: the calls that match a rule, or every connection. */
export type InjectedFailure = readonly Fault[] | "connection refused";

/** The count of a fault that outlasts every retry. */
export const always = { count: 1000 } as const;

/** A pattern for the part of an error that quotes the service's own failure. */
export const INTERNAL_ERROR = "code InternalError, HTTP 500, request ID [-\\w]+";

/** Runs a command while a failure is injected, expects it to end with exactly one error, and returns that error. */
export async function failureDuring(
  failure: InjectedFailure,
  { stack, proxy, terraform }: { stack: TestStack; proxy: InterceptingProxy; terraform: TerraformWorkspace },
  ...args: readonly string[]
): Promise<string> {
  if (failure === "connection refused") await proxy.stop();
  else await stack.breakRequests(...failure);
  const result = await terraform.run(...args);
  if (failure === "connection refused") await proxy.restart();
  else await stack.breakRequests();
  expect(result.exitCode, result.stdout).toBe(1);
  const error = unframed(result.stderr);
  expect(error.match(/Error: /g)).toHaveLength(1);
  return error;
}
