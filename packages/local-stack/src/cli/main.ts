import { LocalStackError } from "../errors/local-stack-error.ts";
import { startLocalStack } from "../local-stack.ts";
import { readCommandLine, type StartCommand } from "./command-line.ts";
import { usage } from "./usage.ts";
import { version } from "./version.ts";

async function main(): Promise<void> {
  const command = readCommandLine(process.argv.slice(2));
  if (command.kind === "start") await start(command);
  else process.stdout.write(command.kind === "help" ? usage() : `${version}\n`);
}

async function start({ options, quiet }: StartCommand): Promise<void> {
  const log = (line: string) => process.stderr.write(`${line}\n`);
  const stack = await startLocalStack({ ...options, ...(!quiet && { log }) });
  const stop = () => {
    stack.close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
  const { endpoint, region, accessKeyId, accessKeySecret, instanceIds, snapshotIds, regions, caFile } = stack;
  const line = {
    endpoint,
    region,
    accessKeyId,
    accessKeySecret,
    instanceIds,
    snapshotIds,
    regions,
    caFile,
  };
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

main().catch((error: unknown) => {
  const message = error instanceof LocalStackError ? error.message : String(error);
  process.stderr.write(`local-stack: ${message}\n`);
  process.exitCode = 1;
});
