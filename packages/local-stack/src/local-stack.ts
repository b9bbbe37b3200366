import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { type LoggedRequest, logLine, RequestLog } from "./admin/request-log.ts";
import { Chaos } from "./faults/chaos.ts";
import { Faults } from "./faults/fault-rules.ts";
import { Gateway } from "./http/gateway.ts";
import { RateLimit } from "./http/rate-limit.ts";
import { makeServer } from "./http/server.ts";
import { makeCertificate } from "./http/tls/certificate.ts";
import { removeCertificateFile, writeCertificateFile } from "./http/tls/certificate-file.ts";
import { type SeededIds, seedStack } from "./model/seed.ts";
import { type Durations, Stack } from "./model/stack.ts";
import { clearStack, exportStack, importStack } from "./model/stack-data.ts";
import { LocalStackError, type LocalStackOptions, resolveOptions, type Settings } from "./options.ts";
import { StateFile } from "./storage/state-file.ts";
import { AccessKeys } from "./wire/access-keys.ts";
import { Authenticator } from "./wire/authenticate.ts";

/** A local Apsara Stack that is listening. */
export interface LocalStack extends SeededIds {
  /** The URL clients are pointed at, for instance `http://127.0.0.1:41234`. */
  readonly endpoint: string;
  readonly port: number;
  readonly region: string;
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  /** With TLS: a PEM file with the certificate that clients have to trust. It is removed when the stack closes. */
  readonly caFile: string | undefined;
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
  const stack = new Stack(settings.region, durationsOf(settings));
  const stateFile = await openStateFile(settings.stateFile, stack);
  try {
    const ids = await fillStack(stack, stateFile);
    return await serveStack(settings, stack, ids, stateFile);
  } catch (error) {
    await stateFile?.release();
    throw error;
  }
}

async function serveStack(
  settings: Settings,
  stack: Stack,
  ids: SeededIds,
  stateFile: StateFile | undefined,
): Promise<LocalStack> {
  const save = async () => stateFile?.save();
  const saved = async () => stateFile?.saved();
  const reportBug = (error: unknown) => settings.log(`local-stack: ${describeBug(error)}`);
  const faults = new Faults();
  const chaos = new Chaos(settings.chaos, settings.chaosShare);
  const rateLimit = new RateLimit(settings.rateLimit, Date.now);
  const accessKeys = accessKeysOf(settings, stack);
  const authenticator = new Authenticator(accessKeys, Date.now);
  const requests = new RequestLog();
  const gateway = new Gateway({ stack, authenticator, faults, chaos, rateLimit, save, saved, reportBug });
  const behaveAsStarted = () => applySettings({ stack, gateway, rateLimit, chaos }, settings);
  behaveAsStarted();
  const reset = () => {
    stack.consistencyLagMs = 0;
    clearStack(stack);
    const seeded = seedStack(stack);
    behaveAsStarted();
    faults.replace([]);
    accessKeys.activateAll();
    requests.clear();
    return seeded;
  };
  const certificate = settings.tls
    ? makeCertificate([...new Set(["localhost", "127.0.0.1", "::1", settings.host])], Date.now())
    : undefined;
  const { server, end } = makeServer({
    gateway,
    admin: { stack, faults, chaos, requests, gateway, rateLimit, accessKeys, reset, save, reportBug },
    requests,
    certificate,
    arrivalMs: settings.arrivalMs,
    reportBug,
    onRequest(request) {
      requests.add(request);
      settings.log(logLine(request));
    },
  });
  const caFile = certificate && (await writeCertificateFile(certificate.certificatePem));
  const removeCaFile = async () => caFile && removeCertificateFile(caFile);
  const port = await listen(server, settings).catch(async (error: unknown) => {
    await removeCaFile();
    throw error;
  });
  const host = settings.host.includes(":") ? `[${settings.host}]` : settings.host;
  return {
    endpoint: `${certificate === undefined ? "http" : "https"}://${host}:${port}`,
    port,
    region: settings.region,
    accessKeyId: settings.accessKeyId,
    accessKeySecret: settings.accessKeySecret,
    caFile,
    ...ids,
    advance: (ms) => stack.clock.advance(ms),
    requests: () => requests.list(),
    async close() {
      await end();
      await removeCaFile();
      await stateFile?.close();
    },
  };
}

function durationsOf({ imageSeconds, deleteSeconds }: Settings): Durations {
  return { imageMs: imageSeconds * 1000, deleteMs: deleteSeconds * 1000 };
}

/** Makes a stack and what is around it behave as it was started to, whatever was changed since. */
function applySettings(
  parts: {
    readonly stack: Stack;
    readonly gateway: Gateway;
    readonly rateLimit: RateLimit;
    readonly chaos: Chaos;
  },
  settings: Settings,
): void {
  const { stack, gateway, rateLimit, chaos } = parts;
  stack.durations = durationsOf(settings);
  stack.quotas = settings.quotas;
  stack.consistencyLagMs = settings.consistencyLagMs;
  gateway.latencyMs = settings.latencyMs;
  gateway.asapi = settings.asapi;
  rateLimit.callsPerSecond = settings.rateLimit;
  chaos.seed = settings.chaos;
  chaos.share = settings.chaosShare;
  chaos.restart();
}

async function openStateFile(path: string | undefined, stack: Stack): Promise<StateFile | undefined> {
  if (path === undefined) return undefined;
  return StateFile.open(path, () => exportStack(stack)).catch((error: unknown) => {
    throw asLocalStackError(error);
  });
}

async function fillStack(stack: Stack, stateFile: StateFile | undefined): Promise<SeededIds> {
  const data = await stateFile?.load().catch((error: unknown) => {
    throw asLocalStackError(error);
  });
  if (data !== undefined && data.regionId !== stack.mainRegionId) {
    throw new LocalStackError(
      `The state file ${stateFile?.path} is of the region ${data.regionId}: start with --region ${data.regionId}, or remove the file.`,
    );
  }
  const seeded = data === undefined ? seedStack(stack) : undefined;
  if (data !== undefined) importStack(stack, data);
  stack.settle();
  await stateFile?.save().catch((error: unknown) => {
    throw new LocalStackError(`The state file ${stateFile.path} cannot be written.`, error);
  });
  return (
    seeded ?? {
      instanceIds: [...stack.instances.keys()],
      snapshotIds: [...stack.snapshots.keys()],
      imageIds: [...stack.images.keys()],
    }
  );
}

function accessKeysOf(settings: Settings, stack: Stack): AccessKeys {
  const { accessKeyId, accessKeySecret, securityToken } = settings;
  const own = new Map([[accessKeyId, { accessKeySecret, securityToken }]]);
  return new AccessKeys(own, stack.credentials, () => stack.clock.nowMs());
}

function asLocalStackError(error: unknown): LocalStackError {
  return new LocalStackError(error instanceof Error ? error.message : String(error), error);
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
