import type { TerraformWorkspace } from "terraform-plugin/testing";
import { expect } from "vitest";
import type { Fault, TestStack } from "../support/test-stack.ts";
import { unframed } from "../support/text.ts";
import type { Gate } from "./intercepting-proxy.ts";

/** What breaks: calls as rules say, or every connection. */
export type Breakage = readonly Fault[] | "connection refused";

/** For as long as anybody tries. */
export const ever = { count: 1000 } as const;

/** What the service says when it fails, wherever an error quotes it. */
export const INTERNAL_ERROR = "code InternalError, HTTP 500, request ID [-\\w]+";

/** Runs a command while something is broken, and mends it. Returns what the error said. */
export async function failWhile(
  breakage: Breakage,
  { stack, gate, gated }: { stack: TestStack; gate: Gate; gated: TerraformWorkspace },
  ...args: readonly string[]
): Promise<string> {
  if (breakage === "connection refused") await gate.shut();
  else await stack.breakRequests(...breakage);
  const result = await gated.run(...args);
  if (breakage === "connection refused") await gate.reopen();
  else await stack.breakRequests();
  expect(result.exitCode, result.stdout).toBe(1);
  const error = unframed(result.stderr);
  expect(error.match(/Error: /g)).toHaveLength(1);
  return error;
}
