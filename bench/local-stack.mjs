// The local stack itself, under the load of many clients.
import { mkdtempSync } from "node:fs";
import { join } from "node:path";
import { LocalStackClient } from "./local-stack-client.mjs";
import { startBenchStack } from "./stack-control.mjs";

const imageCount = 10_000;
const clientCount = 100;
const callsPerClient = 20;
const idsPerCall = 100;
const memoryIntervalMs = 50;

const reads = `DescribeImages by ${idsPerCall} IDs, ${imageCount} images, ${clientCount} clients`;
const writes = `ModifyImageAttribute with --state, ${imageCount} images`;

/** @type {readonly import("./group.mjs").Row[]} */
const rows = [
  { id: "local-stack.start", name: "start until the first line", unit: "ms" },
  { id: "local-stack.read.cpu", name: `${reads}: CPU a call`, unit: "ms", budget: 10 },
  { id: "local-stack.read.rate", name: `${reads}: calls`, unit: "calls/s" },
  { id: "local-stack.read.memory", name: `${reads}: peak memory`, unit: "MB", budget: 300 },
  { id: "local-stack.read.lost", name: `${reads}: calls lost`, unit: "calls", budget: 0 },
  { id: "local-stack.write.one", name: `${writes}, 1 client: a call`, unit: "ms", budget: 20 },
  { id: "local-stack.write.rate", name: `${writes}, ${clientCount} clients: calls`, unit: "calls/s" },
  { id: "local-stack.restart", name: `start with the state of ${imageCount} images`, unit: "ms" },
];

/** @type {import("./group.mjs").Group} */
export const localStack = {
  name: "local-stack",
  title: "The local stack",
  notes: [
    "The local stack alone, as it is released, under the load of many clients: it shows how much of the figures above is the stack's own time.",
  ],
  async measure(workbench) {
    const measured = { ...(await measureReads(workbench)), ...(await measureWrites(workbench)) };
    return {
      rows,
      samples: Object.fromEntries(Object.entries(measured).map(([id, value]) => [id, [value]])),
    };
  },
};

/** @param {import("./workbench.mjs").Workbench} workbench */
async function measureReads(workbench) {
  const { client, startMs, stop } = await start(workbench, []);
  const { imageIds } = await client.administer("POST", "seed", { images: imageCount });
  const idsFrom = (/** @type {number} */ first) =>
    Array.from({ length: idsPerCall }, (_, index) => imageIds[(first + index * 97) % imageIds.length]);
  let lost = 0;
  const describeImages = async (/** @type {number} */ number) => {
    const answer = await client
      .call("DescribeImages", { ImageId: idsFrom(number).join(","), PageSize: "100" })
      .catch(() => undefined);
    if (answer?.Images?.Image?.length !== idsPerCall) lost += 1;
  };
  await callFromAllClients(describeImages);
  lost = 0;
  const before = await client.administer("GET", "usage");
  const stopSampling = samplePeakMemory(client);
  const durationMs = await callFromAllClients(describeImages);
  const after = await client.administer("GET", "usage");
  const peakBytes = await stopSampling();
  await stop();
  const calls = clientCount * callsPerClient;
  return {
    "local-stack.start": startMs,
    "local-stack.read.cpu": (after.cpuMs - before.cpuMs) / calls,
    "local-stack.read.rate": calls / (durationMs / 1000),
    "local-stack.read.memory": peakBytes / 1e6,
    "local-stack.read.lost": lost,
  };
}

/** @param {import("./workbench.mjs").Workbench} workbench */
async function measureWrites(workbench) {
  const stateOptions = ["--state", join(mkdtempSync(join(workbench.folder, "state-")), "state.json")];
  const { client, stop } = await start(workbench, [...stateOptions, "--image-seconds", "0"]);
  const { imageIds } = await client.administer("POST", "seed", { images: imageCount });
  const modifyImage = async (/** @type {number} */ number) => {
    const ImageId = imageIds[(number * 97) % imageIds.length];
    await client.call("ModifyImageAttribute", { ImageId, Description: `change ${number}` });
  };
  await callFromAllClients(modifyImage);
  const callsOfOne = 200;
  const startedAt = performance.now();
  for (let number = 0; number < callsOfOne; number += 1) await modifyImage(number);
  const oneMs = (performance.now() - startedAt) / callsOfOne;
  const allMs = await callFromAllClients(modifyImage);
  await stop();
  const restarted = await start(workbench, stateOptions);
  await restarted.stop();
  return {
    "local-stack.write.one": oneMs,
    "local-stack.write.rate": (clientCount * callsPerClient) / (allMs / 1000),
    "local-stack.restart": restarted.startMs,
  };
}

/**
 * Makes the calls of all clients: those of one client one after the other, all clients at the same time.
 * @param {(number: number) => Promise<void>} call takes the number of the call, which is different for each
 * @returns {Promise<number>} milliseconds until the last one is answered
 */
async function callFromAllClients(call) {
  const startedAt = performance.now();
  await Promise.all(
    Array.from({ length: clientCount }, async (_, client) => {
      for (let index = 0; index < callsPerClient; index += 1) await call(client * callsPerClient + index);
    }),
  );
  return performance.now() - startedAt;
}

/**
 * @param {import("./workbench.mjs").Workbench} workbench
 * @param {readonly string[]} options of local-stack's command line
 */
async function start(workbench, options) {
  workbench.interruption.check();
  const startedAt = performance.now();
  const stack = await startBenchStack(workbench, options);
  const startMs = performance.now() - startedAt;
  const client = new LocalStackClient(stack, clientCount);
  return {
    client,
    startMs,
    async stop() {
      client.close();
      await stack.stop();
    },
  };
}

/**
 * Samples the memory of the stack until the returned function is called.
 * @param {LocalStackClient} client
 * @returns {() => Promise<number>} stops, and returns the highest sample in bytes
 */
function samplePeakMemory(client) {
  let peakBytes = 0;
  const sample = async () => {
    peakBytes = Math.max(peakBytes, (await client.administer("GET", "usage")).memoryBytes);
  };
  const timer = setInterval(() => sample().catch(() => undefined), memoryIntervalMs);
  return async () => {
    clearInterval(timer);
    await sample();
    return peakBytes;
  };
}
