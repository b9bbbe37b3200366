import { randomUUID } from "node:crypto";

import type { LocalStack } from "../local-stack.ts";
import { isoSeconds } from "../model/time.ts";
import { canonicalQuery } from "../wire/percent-encoding.ts";
import { signatureV1, stringToSignV1 } from "../wire/signature-v1.ts";

/** How a test request differs from an ordinary one. */
export interface RequestShape {
  readonly method?: string;
  /** Names that go into the form body; all others go into the query. */
  readonly inBody?: (name: string) => boolean;
  readonly path?: string;
  readonly secret?: string;
  /** Replaces common parameters; undefined leaves one out. */
  readonly common?: Readonly<Record<string, string | undefined>>;
  readonly signal?: AbortSignal;
}

/** The response to a test request. */
export interface Received {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body, when it is JSON. */
  readonly body: Record<string, unknown>;
}

/** The stack that a request goes to, in this process or another. */
export type Target = Pick<LocalStack, "endpoint" | "region" | "accessKeyId" | "accessKeySecret">;

/** Sends a request signed with version 1.0 to a stack. */
export async function send(
  stack: Target,
  action: string,
  parameters: Readonly<Record<string, string>> = {},
  shape: RequestShape = {},
): Promise<Received> {
  const method = shape.method ?? "GET";
  const sent = signedParameters(stack, action, parameters, shape);
  const inBody = shape.inBody ?? (() => false);
  const body = canonicalQuery(sent.filter(([name]) => inBody(name)));
  const query = canonicalQuery(sent.filter(([name]) => !inBody(name)));
  const response = await fetch(`${stack.endpoint}${shape.path ?? "/"}?${query}`, {
    method,
    ...(method !== "GET" && { body, headers: { "content-type": "application/x-www-form-urlencoded" } }),
    ...(shape.signal && { signal: shape.signal }),
  });
  return received(response);
}

/**
 * Calls an action in the stack's region with a form POST; resolves to the body of the response, also that of an
 * error.
 */
export async function call(
  stack: Target,
  action: string,
  parameters: Readonly<Record<string, string>> = {},
): Promise<Record<string, unknown>> {
  const shape = { method: "POST", inBody: () => true };
  return (await send(stack, action, { RegionId: stack.region, ...parameters }, shape)).body;
}

/** The parameters of a request, the common ones and the signature included. */
export function signedParameters(
  stack: Target,
  action: string,
  parameters: Readonly<Record<string, string>> = {},
  shape: RequestShape = {},
): [name: string, value: string][] {
  const entries = Object.entries({
    Action: action,
    Version: "2014-05-26",
    Format: "JSON",
    AccessKeyId: stack.accessKeyId,
    SignatureMethod: "HMAC-SHA1",
    SignatureVersion: "1.0",
    SignatureNonce: randomUUID(),
    Timestamp: isoSeconds(Date.now()),
    ...parameters,
    ...shape.common,
  }).flatMap(([name, value]): [string, string][] => (value === undefined ? [] : [[name, value]]));
  const secret = shape.secret ?? stack.accessKeySecret;
  if (shape.common?.Signature === "") return entries.filter(([name]) => name !== "Signature");
  const signature = signatureV1(stringToSignV1(shape.method ?? "GET", entries), secret);
  return [...entries, ["Signature", signature]];
}

/** Sends a request to the admin API of a stack. */
export async function administer(
  stack: Pick<LocalStack, "endpoint">,
  method: string,
  path: string,
  body?: unknown,
): Promise<Received> {
  const response = await fetch(`${stack.endpoint}/_local/${path}`, {
    method,
    ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  return received(response);
}

async function received(response: Response): Promise<Received> {
  const text = await response.text();
  const json = response.headers.get("content-type")?.includes("json") ?? false;
  return { status: response.status, headers: response.headers, text, body: json ? JSON.parse(text) : {} };
}
