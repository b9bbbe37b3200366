import { parseArgs } from "node:util";

import { startLocalStack } from "./local-stack.ts";
import { LocalStackError, type LocalStackOptions } from "./options.ts";

const usage = `Usage: local-stack [options]

Serves a local Apsara Stack. The first line on stdout is a JSON object with its endpoint and keys.

  --host ADDRESS           address to listen on (127.0.0.1)
  --port NUMBER            port to listen on; 0 takes any free one (0)
  --allow-remote           allow an address that is not loopback
  --region ID              region (cn-local-env01-d01)
  --access-key-id ID       access key (local-access-key-id)
  --access-key-secret KEY  its secret (local-access-key-secret)
  --image-seconds SECONDS  how long an image is Creating (2)
  --delete-seconds SECONDS how long after DeleteImage an image is gone (0.5)
  --latency-ms MS          added to every call (0)
  --rate-limit CALLS       calls a second before Throttling.User (no limit)
  --state FILE             keep the stack in this file across restarts
  --quiet                  do not log calls on stderr
  --help                   show this text
`;

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
  const { endpoint, region, accessKeyId, accessKeySecret, instanceIds, snapshotIds } = stack;
  const line = { endpoint, region, accessKeyId, accessKeySecret, instanceIds, snapshotIds };
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

main().catch((error: unknown) => {
  const message = error instanceof LocalStackError ? error.message : String(error);
  process.stderr.write(`local-stack: ${message}\n`);
  process.exitCode = 1;
});
