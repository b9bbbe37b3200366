import type { Server } from "node:http";
import type { AddressInfo } from "node:net";

import { Faults } from "./faults.ts";
import { Gateway } from "./gateway.ts";
import { type SeededIds, seedStack } from "./model/seed.ts";
import { Stack } from "./model/stack.ts";
import { clearStack, exportStack, importStack } from "./model/stack-data.ts";
import { LocalStackError, type LocalStackOptions, resolveOptions, type Settings } from "./options.ts";
import { RateLimit } from "./rate-limit.ts";
import { type LoggedRequest, logLine, RequestLog } from "./request-log.ts";
import { makeServer } from "./server.ts";
import { StateFile } from "./state-file.ts";
import { Authenticator, type Credential } from "./wire/authenticate.ts";

/** A local Apsara Stack that is listening. */
export interface LocalStack extends SeededIds {
  /** The URL clients are pointed at, for instance `http://127.0.0.1:41234`. */
  readonly endpoint: string;
  readonly port: number;
  readonly region: string;
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  /** Moves the stack's time forward, so that what takes time is done at once. */
  advance(ms: number): void;
  /** The latest calls to the API, oldest first. */
  requests(): readonly LoggedRequest[];
  /** Cuts all connections and stops listening; resolves when nothing of the stack is left running. */
  close(): Promise<void>;
}

/** Starts a local stack. Rejects with a LocalStackError when an option cannot be, the port is taken or the state file is bad. */
export async function startLocalStack(options: LocalStackOptions = {}): Promise<LocalStack> {
  const settings = resolveOptions(options);
  const durations = {
    imageMs: settings.imageSeconds * 1000,
    deleteMs: settings.deleteSeconds * 1000,
  };
  const stack = new Stack(settings.region, durations);
  const stateFile =
    settings.stateFile === undefined
      ? undefined
      : new StateFile(settings.stateFile, () => exportStack(stack));
  const ids = await fillStack(stack, stateFile);

  const save = async () => stateFile?.save();
  const reportBug = (error: unknown) => settings.log(`local-stack: ${describeBug(error)}`);
  const faults = new Faults();
  const rateLimit = new RateLimit(settings.rateLimit, Date.now);
  const authenticator = new Authenticator(credentialsOf(settings), Date.now);
  const requests = new RequestLog();
  const gateway = new Gateway(
    { stack, authenticator, faults, rateLimit, save, reportBug },
    settings.latencyMs,
  );
  const reset = () => {
    clearStack(stack);
    stack.durations = durations;
    gateway.latencyMs = settings.latencyMs;
    rateLimit.callsPerSecond = settings.rateLimit;
    faults.replace([]);
    requests.clear();
    return seedStack(stack);
  };
  const server = makeServer({
    gateway,
    admin: { stack, faults, requests, gateway, rateLimit, reset, save },
    requests,
    reportBug,
    onRequest(request) {
      requests.add(request);
      settings.log(logLine(request));
    },
  });
  const port = await listen(server, settings);
  return {
    endpoint: `http://${settings.host.includes(":") ? `[${settings.host}]` : settings.host}:${port}`,
    port,
    region: settings.region,
    accessKeyId: settings.accessKeyId,
    accessKeySecret: settings.accessKeySecret,
    ...ids,
    advance: (ms) => stack.clock.advance(ms),
    requests: () => requests.list(),
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
      await save();
    },
  };
}

async function fillStack(stack: Stack, stateFile: StateFile | undefined): Promise<SeededIds> {
  const data = await stateFile?.load().catch((error: unknown) => {
    throw new LocalStackError(error instanceof Error ? error.message : String(error), error);
  });
  if (data === undefined) {
    const ids = seedStack(stack);
    await stateFile?.save().catch((error: unknown) => {
      throw new LocalStackError(`The state file ${stateFile.path} cannot be written.`, error);
    });
    return ids;
  }
  if (data.regionId !== stack.mainRegionId) {
    throw new LocalStackError(
      `The state file ${stateFile?.path} is of the region ${data.regionId}: start with --region ${data.regionId}, or remove the file.`,
    );
  }
  importStack(stack, data);
  stack.settle();
  return {
    instanceIds: [...stack.instances.keys()],
    snapshotIds: [...stack.snapshots.keys()],
    imageIds: [...stack.images.keys()],
  };
}

function credentialsOf(settings: Settings): ReadonlyMap<string, Credential> {
  const { accessKeyId, accessKeySecret, securityToken } = settings;
  const credential = securityToken === undefined ? { accessKeySecret } : { accessKeySecret, securityToken };
  return new Map([[accessKeyId, credential]]);
}

function listen(server: Server, settings: Settings): Promise<number> {
  const { host, port } = settings;
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      const taken = `Port ${port} of ${host} is already in use: choose another with --port, or 0 for any free one.`;
      const message =
        error.code === "EADDRINUSE" ? taken : `Cannot listen on ${host}, port ${port}: ${error.message}.`;
      reject(new LocalStackError(message, error));
    });
    server.listen(port, host, () => resolve(portOf(server.address())));
  });
}

function portOf(address: AddressInfo | string | null): number {
  return typeof address === "object" && address !== null ? address.port : 0;
}

function describeBug(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
