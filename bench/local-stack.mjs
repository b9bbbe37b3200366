// local-stack with many images and many clients: time, memory and requests lost. By hand: node bench/local-stack.mjs

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";
import { Client } from "./local-stack-client.mjs";

const IMAGES = 10_000;
const CLIENTS = 100;
const CALLS_OF_A_CLIENT = 20;
const IDS_OF_A_CALL = 100;

/**
 * One figure.
 * @typedef {{ name: string, value: number, unit: string, budget?: number }} Figure
 */

/**
 * Measures local-stack as it is released, in a process of its own.
 * @returns {Promise<Figure[]>}
 */
export async function benchLocalStack() {
  const folder = mkdtempSync(join(tmpdir(), "local-stack-bench-"));
  try {
    const program = join(folder, "main.mjs");
    const main = fileURLToPath(new URL("../packages/local-stack/src/cli/main.ts", import.meta.url));
    await build({ entryPoints: [main], bundle: true, platform: "node", format: "esm", outfile: program });
    return [...(await benchReads(program)), ...(await benchWrites(program, join(folder, "state.json")))];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** @param {string} program @returns {Promise<Figure[]>} */
async function benchReads(program) {
  const stack = await start(program, []);
  const { imageIds } = await stack.client.administer("POST", "seed", { images: IMAGES });
  const idsFrom = (/** @type {number} */ first) =>
    Array.from({ length: IDS_OF_A_CALL }, (_, index) => imageIds[(first + index * 97) % imageIds.length]);
  let lost = 0;
  const call = async (/** @type {number} */ number) => {
    const answer = await stack.client
      .call("DescribeImages", { ImageId: idsFrom(number).join(","), PageSize: "100" })
      .catch(() => undefined);
    if (answer?.Images?.Image?.length !== IDS_OF_A_CALL) lost += 1;
  };
  await fromAll(call);
  lost = 0;
  const before = await stack.client.administer("GET", "usage");
  const memory = watchMemory(stack.client);
  const milliseconds = await fromAll(call);
  const after = await stack.client.administer("GET", "usage");
  const peakBytes = await memory();
  await stack.end();
  const calls = CLIENTS * CALLS_OF_A_CLIENT;
  const what = `DescribeImages by ${IDS_OF_A_CALL} IDs, ${IMAGES} images, ${CLIENTS} clients`;
  return [
    { name: "start until the first line", value: stack.startMs, unit: "ms" },
    { name: `${what}: CPU a call`, value: (after.cpuMs - before.cpuMs) / calls, unit: "ms", budget: 10 },
    { name: `${what}: calls`, value: calls / (milliseconds / 1000), unit: "1/s" },
    { name: `${what}: memory at most`, value: peakBytes / 1e6, unit: "MB", budget: 300 },
    { name: `${what}: calls lost`, value: lost, unit: "", budget: 0 },
  ];
}

/** @param {string} program @param {string} stateFile @returns {Promise<Figure[]>} */
async function benchWrites(program, stateFile) {
  const stack = await start(program, ["--state", stateFile, "--image-seconds", "0"]);
  const { imageIds } = await stack.client.administer("POST", "seed", { images: IMAGES });
  const write = async (/** @type {number} */ number) => {
    const ImageId = imageIds[(number * 97) % imageIds.length];
    await stack.client.call("ModifyImageAttribute", { ImageId, Description: `change ${number}` });
  };
  await fromAll(write);
  const alone = 200;
  const startMs = performance.now();
  for (let number = 0; number < alone; number += 1) await write(number);
  const aloneMs = (performance.now() - startMs) / alone;
  const togetherMs = await fromAll(write);
  await stack.end();
  const again = await start(program, ["--state", stateFile]);
  await again.end();
  const what = `ModifyImageAttribute with --state, ${IMAGES} images`;
  return [
    { name: `${what}, 1 client: a call`, value: aloneMs, unit: "ms", budget: 20 },
    {
      name: `${what}, ${CLIENTS} clients: calls`,
      value: (CLIENTS * CALLS_OF_A_CLIENT) / (togetherMs / 1000),
      unit: "1/s",
    },
    { name: `start with the state of ${IMAGES} images`, value: again.startMs, unit: "ms" },
  ];
}

/**
 * Has every client make its calls, one after the other, all clients at once; gives the milliseconds until all are done.
 * @param {(number: number) => Promise<void>} call takes a number that is another for every call
 */
async function fromAll(call) {
  const startMs = performance.now();
  await Promise.all(
    Array.from({ length: CLIENTS }, async (_, client) => {
      for (let index = 0; index < CALLS_OF_A_CLIENT; index += 1)
        await call(client * CALLS_OF_A_CLIENT + index);
    }),
  );
  return performance.now() - startMs;
}

/**
 * Starts local-stack and waits until it tells where it is.
 * @param {string} program @param {string[]} args
 */
async function start(program, args) {
  const startMs = performance.now();
  const child = spawn(process.execPath, [program, "--quiet", ...args], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [line] = await once(createInterface({ input: child.stdout }), "line");
  const client = new Client(JSON.parse(line), CLIENTS);
  return {
    client,
    startMs: performance.now() - startMs,
    async end() {
      client.close();
      child.kill();
      await once(child, "exit");
    },
  };
}

/**
 * Looks at the memory of the stack again and again; what is returned ends that and gives the most there was, in bytes.
 * @param {Client} client
 */
function watchMemory(client) {
  let most = 0;
  const look = async () => {
    most = Math.max(most, (await client.administer("GET", "usage")).memoryBytes);
  };
  const timer = setInterval(() => look().catch(() => undefined), 50);
  return async () => {
    clearInterval(timer);
    await look();
    return most;
  };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  for (const { name, value, unit, budget } of await benchLocalStack()) {
    const figure = `${value.toFixed(value < 100 ? 2 : 0)} ${unit}`.trim();
    const limit =
      budget === undefined
        ? ""
        : `  at most ${`${budget} ${unit}`.trim()}${value > budget ? " - MISSED" : ""}`;
    console.log(`${name.padEnd(82)}${figure.padStart(12)}${limit}`);
  }
}
