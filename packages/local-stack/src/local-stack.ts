import type { Server } from "node:http";
import type { AddressInfo } from "node:net";

import { type LoggedRequest, logLine, RequestLog } from "./admin/request-log.ts";
import { LocalStackError } from "./errors/local-stack-error.ts";
import { Chaos } from "./faults/chaos.ts";
import { FaultRules } from "./faults/fault-rules.ts";
import { Gateway } from "./http/gateway.ts";
import { RateLimit } from "./http/rate-limit.ts";
import { makeServer } from "./http/server.ts";
import { makeCertificate } from "./http/tls/certificate.ts";
import { removeCertificateFile, writeCertificateFile } from "./http/tls/certificate-file.ts";
import { idsIn, type SeededIds, seedStack } from "./model/seed.ts";
import { Stack } from "./model/stack.ts";
import { clearStack, exportStack, importStack } from "./model/stack-data.ts";
import { LiveSettings } from "./options/live-settings.ts";
import { type LocalStackOptions, resolveSettings, type Settings } from "./options/settings.ts";
import { StateFile } from "./storage/state-file.ts";
import { AccessKeys } from "./wire/access-keys.ts";
import { Authenticator } from "./wire/authenticate.ts";

/** A local Apsara Stack that is listening. The IDs are those of the first region when the stack was started. */
export interface LocalStack extends SeededIds {
  /** The URL that clients call, for instance `http://127.0.0.1:41234`. */
  readonly endpoint: string;
  readonly port: number;
  readonly region: string;
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  /** Every region with its IDs when the stack was started, the first region first. */
  readonly regions: readonly (SeededIds & { readonly region: string })[];
  /** With TLS: a PEM file with the certificate that clients have to trust. It is removed when the stack closes. */
  readonly caFile: string | undefined;
  /** Moves the stack's time forward by milliseconds, so that what takes time is done at once. */
  advance(ms: number): void;
  /** The latest calls to the API, oldest first. */
  requests(): readonly LoggedRequest[];
  /** Cuts all connections and stops listening; resolves when nothing of the stack is left running. */
  close(): Promise<void>;
}

/**
 * Starts a local stack. Rejects with a LocalStackError when an option breaks its rule, the port is taken or the state
 * file cannot be used.
 */
export async function startLocalStack(options: LocalStackOptions = {}): Promise<LocalStack> {
  const settings = resolveSettings({ ...options });
  const stack = new Stack(settings.region, durationsOf(settings));
  const stateFile =
    settings.stateFile === undefined
      ? undefined
      : await StateFile.open(settings.stateFile, () => exportStack(stack));
  try {
    await fillStack(stack, stateFile);
    return await serveStack(settings, options.log ?? (() => undefined), stack, stateFile);
  } catch (error) {
    await stateFile?.release();
    throw error;
  }
}

async function serveStack(
  atStart: Settings,
  log: (line: string) => void,
  stack: Stack,
  stateFile: StateFile | undefined,
): Promise<LocalStack> {
  const save = async () => stateFile?.save();
  const saved = async () => stateFile?.saved();
  const reportBug = (error: unknown) => log(`local-stack: ${describeBug(error)}`);
  const faults = new FaultRules();
  const chaos = new Chaos(atStart.chaos, atStart.chaosShare);
  const settings = new LiveSettings(atStart, (current) => applySettings(stack, chaos, current));
  const rateLimit = new RateLimit(Date.now);
  const accessKeys = accessKeysOf(atStart, stack);
  const authenticator = new Authenticator(accessKeys, Date.now);
  const requests = new RequestLog();
  const gateway = new Gateway({
    stack,
    authenticator,
    settings,
    faults,
    chaos,
    rateLimit,
    save,
    saved,
    reportBug,
  });
  const ids = idsIn(stack, stack.mainRegionId);
  const regions = stack.regions.map(({ regionId }) => ({
    region: regionId,
    ...idsIn(stack, regionId),
  }));
  const reset = () => {
    stack.consistencyLagMs = 0;
    clearStack(stack);
    const seeded = seedStack(stack);
    settings.reset();
    chaos.restart();
    faults.replace([]);
    accessKeys.activateAll();
    requests.clear();
    return seeded;
  };
  const certificate = atStart.tls
    ? makeCertificate([...new Set(["localhost", "127.0.0.1", "::1", atStart.host])], Date.now())
    : undefined;
  const { server, end } = makeServer({
    gateway,
    admin: { stack, settings, faults, chaos, requests, accessKeys, reset, save, reportBug },
    certificate,
    arrivalMs: atStart.arrivalMs,
    allowRemote: atStart.allowRemote,
    reportBug,
    onRequest(request) {
      requests.add(request);
      log(logLine(request));
    },
  });
  const caFile = certificate && (await writeCertificateFile(certificate.certificatePem));
  const removeCaFile = async () => caFile && removeCertificateFile(caFile);
  const port = await listen(server, atStart).catch(async (error: unknown) => {
    await removeCaFile();
    throw error;
  });
  const host = atStart.host.includes(":") ? `[${atStart.host}]` : atStart.host;
  return {
    endpoint: `${certificate === undefined ? "http" : "https"}://${host}:${port}`,
    port,
    region: atStart.region,
    accessKeyId: atStart.accessKeyId,
    accessKeySecret: atStart.accessKeySecret,
    caFile,
    ...ids,
    regions,
    advance: (ms) => stack.clock.advance(ms),
    requests: () => requests.list(),
    async close() {
      await end();
      await removeCaFile();
      await stateFile?.close();
    },
  };
}

/** Hands the settings on to what keeps them. */
function applySettings(stack: Stack, chaos: Chaos, settings: Settings): void {
  stack.durations = durationsOf(settings);
  stack.quotas = {
    imagesPerRegion: settings.imageQuota,
    snapshotsPerDisk: settings.snapshotQuota,
    concurrentSnapshotsPerDisk: settings.concurrentSnapshots,
  };
  stack.consistencyLagMs = settings.consistencyLagMs;
  chaos.seed = settings.chaos;
  chaos.share = settings.chaosShare;
}

function durationsOf({ imageSeconds, deleteSeconds }: Settings): Stack["durations"] {
  return { imageMs: imageSeconds * 1000, deleteMs: deleteSeconds * 1000 };
}

/** Fills the stack from its file, or with seeds where there is no file yet. */
async function fillStack(stack: Stack, stateFile: StateFile | undefined): Promise<void> {
  const data = await stateFile?.load();
  if (data !== undefined && data.regionId !== stack.mainRegionId) {
    throw new LocalStackError(
      "StateFileOfOtherRegion",
      `The state file ${stateFile?.path} belongs to the region ${data.regionId}: start with --region ${data.regionId}, or remove the file.`,
    );
  }
  if (data === undefined) seedStack(stack);
  else importStack(stack, data);
  stack.processDueEvents();
  await stateFile?.save().catch((error: unknown) => {
    throw new LocalStackError(
      "StateFileNotWritable",
      `The state file ${stateFile.path} cannot be written.`,
      error,
    );
  });
}

function accessKeysOf(settings: Settings, stack: Stack): AccessKeys {
  const { accessKeyId, accessKeySecret, securityToken } = settings;
  const own = new Map([[accessKeyId, { accessKeySecret, securityToken }]]);
  return new AccessKeys(own, stack.credentials, () => stack.clock.nowMs());
}

function listen(server: Server, { host, port }: Settings): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      const taken = `Port ${port} of ${host} is already in use: choose another with --port, or 0 for any free one.`;
      const message =
        error.code === "EADDRINUSE" ? taken : `Cannot listen on ${host}, port ${port}: ${error.message}.`;
      reject(new LocalStackError("CannotListen", message, error));
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
