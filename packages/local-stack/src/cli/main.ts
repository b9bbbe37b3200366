import { parseArgs } from "node:util";

import { startLocalStack } from "../local-stack.ts";
import { LocalStackError, type LocalStackOptions } from "../options.ts";
import { usage } from "./usage.ts";

/** Reads the command line; throws a LocalStackError when it cannot be understood. Null asks for the usage text. */
function readArguments(args: string[]): LocalStackOptions | null {
  const text = { type: "string" } as const;
  const flag = { type: "boolean" } as const;
  try {
    const { values } = parseArgs({
      args,
      options: {
        host: text,
        port: text,
        "allow-remote": flag,
        region: text,
        "access-key-id": text,
        "access-key-secret": text,
        "image-seconds": text,
        "delete-seconds": text,
        "latency-ms": text,
        "rate-limit": text,
        tls: flag,
        asapi: flag,
        chaos: text,
        "chaos-share": text,
        "consistency-lag-ms": text,
        "image-quota": text,
        "snapshot-quota": text,
        "concurrent-snapshots": text,
        state: text,
        quiet: flag,
        help: flag,
      },
    });
    if (values.help) return null;
    return {
      host: values.host,
      port: toNumber("port", values.port),
      allowRemote: values["allow-remote"],
      region: values.region,
      accessKeyId: values["access-key-id"],
      accessKeySecret: values["access-key-secret"],
      imageSeconds: toNumber("image-seconds", values["image-seconds"]),
      deleteSeconds: toNumber("delete-seconds", values["delete-seconds"]),
      latencyMs: toNumber("latency-ms", values["latency-ms"]),
      rateLimit: toNumber("rate-limit", values["rate-limit"]),
      tls: values.tls,
      asapi: values.asapi,
      chaos: values.chaos,
      chaosShare: toNumber("chaos-share", values["chaos-share"]),
      consistencyLagMs: toNumber("consistency-lag-ms", values["consistency-lag-ms"]),
      imageQuota: toNumber("image-quota", values["image-quota"]),
      snapshotQuota: toNumber("snapshot-quota", values["snapshot-quota"]),
      concurrentSnapshots: toNumber("concurrent-snapshots", values["concurrent-snapshots"]),
      stateFile: values.state,
      log: values.quiet ? undefined : (line) => process.stderr.write(`${line}\n`),
    };
  } catch (error) {
    if (error instanceof LocalStackError || !(error instanceof Error)) throw error;
    const sentence = error.message.split(/\. |\n/)[0];
    throw new LocalStackError(`${sentence}; --help shows the options.`, error);
  }
}

function toNumber(name: string, value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  const number = value.trim() === "" ? Number.NaN : Number(value);
  if (!Number.isFinite(number)) throw new LocalStackError(`--${name} needs a number, not "${value}".`);
  return number;
}

async function main(): Promise<void> {
  const options = readArguments(process.argv.slice(2));
  if (options === null) {
    process.stdout.write(usage);
    return;
  }
  const stack = await startLocalStack(options);
  const stop = () => {
    stack.close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
  const { endpoint, region, accessKeyId, accessKeySecret, instanceIds, snapshotIds, caFile } = stack;
  const line = { endpoint, region, accessKeyId, accessKeySecret, instanceIds, snapshotIds, caFile };
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

main().catch((error: unknown) => {
  const message = error instanceof LocalStackError ? error.message : String(error);
  process.stderr.write(`local-stack: ${message}\n`);
  process.exitCode = 1;
});
