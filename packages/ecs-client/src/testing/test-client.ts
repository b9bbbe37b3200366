import type { EcsClientOptions } from "../call/client-options.ts";
import { createEcsClient, type EcsClient } from "../client.ts";
import { EcsError } from "../errors/ecs-error.ts";
import { createTestRuntime } from "./test-runtime.ts";
import { type Responder, startTestServer, type TestServer } from "./test-server.ts";

/** Credentials that no other text of a test contains. */
export const testCredentials = {
  accessKeyId: "LTAIexampleid",
  accessKeySecret: "topsecretvalue",
  securityToken: "tok/en+with=odd chars",
};

/** A client without delays worth mentioning. */
export function testClient(endpoint: string, options: Partial<EcsClientOptions> = {}): EcsClient {
  return createEcsClient({
    endpoint,
    regionId: "cn-test-1",
    credentials: testCredentials,
    lookupDelayMs: 1,
    ...options,
  });
}

/** Runs a body against a server and a client of it; closes both. */
export async function withServer(
  respond: Responder,
  body: (client: EcsClient, server: TestServer) => Promise<void>,
  options: Partial<EcsClientOptions> & { tls?: boolean } = {},
): Promise<void> {
  const { tls = false, ...clientOptions } = options;
  const server = await startTestServer(respond, { tls });
  const client = testClient(server.url, clientOptions);
  try {
    await body(client, server);
  } finally {
    await Promise.all([server.close(), client.close()]);
  }
}

/** A signal that never fires. */
export function noSignal(): AbortSignal {
  return new AbortController().signal;
}

/** A valid CreateImage request. */
export const exampleCreate = { clientToken: "token-1", imageName: "golden", instanceId: "i-1" };

/** The error of one CreateImage against the responder, without waiting. */
export async function createError(respond: Responder, maxRetries = 0): Promise<EcsError> {
  let caught: unknown;
  await withServer(
    respond,
    async (client) => {
      caught = await client.createImage(exampleCreate, noSignal()).catch((error: unknown) => error);
    },
    { runtime: createTestRuntime(), maxRetries },
  );
  if (!(caught instanceof EcsError)) throw new Error(`expected an EcsError, not ${caught}`);
  return caught;
}
