import { randomUUID } from "node:crypto";

import type { LocalStack } from "../local-stack.ts";
import { isoSeconds } from "../model/time.ts";
import { canonicalQuery } from "../wire/percent-encoding.ts";
import { signatureV1, stringToSignV1 } from "../wire/signature-v1.ts";

/** How a test request departs from an ordinary one. */
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

/** What came back. */
export interface Received {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body, when it is JSON. */
  readonly body: Record<string, unknown>;
}

/** Sends a request signed with version 1.0 to a stack. */
export async function send(
  stack: LocalStack,
  action: string,
  parameters: Readonly<Record<string, string>> = {},
  shape: RequestShape = {},
): Promise<Received> {
  const method = shape.method ?? "GET";
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
  entries.push(["Signature", signatureV1(stringToSignV1(method, entries), secret)]);
  const sent = entries.filter(([name]) => !(name === "Signature" && shape.common?.Signature === ""));
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

/** Sends a request to the administration of a stack. */
export async function administer(
  stack: LocalStack,
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
