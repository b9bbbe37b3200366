// How soon a create returns when the image is there, and how often the service is asked until then.
import { importTypeScript } from "../scripts/lib/import-typescript.mjs";
import { newImages } from "./configurations.mjs";
import { addSamples } from "./rounds.mjs";
import { startControlledStack } from "./stack-control.mjs";
import { openProject } from "./terraform-project.mjs";

/** Images created by one apply; each is a sample. */
const count = 10;
/** How long they are Creating. A quick run measures the shorter time only. */
const realSeconds = [2, 20];
const longMinutes = 15;
const simulations = 100;

/** @type {readonly import("./group.mjs").Row[]} */
const rows = [
  ...realSeconds.map(
    (seconds) =>
      /** @type {import("./group.mjs").Row} */ ({
        id: `waiting.${seconds}`,
        name: `${seconds} s of creation, latest of ${count} images`,
        unit: "ms",
        budget: 2000,
        judged: "max",
      }),
  ),
  {
    id: "waiting.long",
    name: `${longMinutes} minutes of creation (simulated), latest`,
    unit: "ms",
    budget: 2000,
    judged: "max",
  },
  {
    id: "waiting.long.checks",
    name: `${longMinutes} minutes of creation (simulated), status checks`,
    unit: "checks",
    budget: 120,
    judged: "max",
  },
];

/** @type {import("./group.mjs").Group} */
export const waiting = {
  name: "waiting",
  title: "From a ready image to the end of its create",
  notes: [
    `Default settings. For images that are Creating for ${realSeconds.join(" and ")} s, ${count} are created at once on the local stack; the time from the moment an image is Available until terraform reports the create as complete counts, and the latest counts. A creation of ${longMinutes} minutes is simulated: the provider's own wait runs ${simulations} times on a virtual clock, with fixed random numbers and a service that answers at once.`,
  ],
  async measure(workbench) {
    const stack = await startControlledStack(workbench);
    const files = { "main.tf": newImages(stack.snapshotId, count) };
    const project = await openProject(workbench, { files, env: stack.env });
    /** @type {import("./group.mjs").Samples} */
    const samples = {};
    for (const seconds of workbench.quick ? realSeconds.slice(0, 1) : realSeconds) {
      await stack.reset();
      project.forgetState();
      await stack.change({ imageSeconds: seconds });
      await stack.forgetRequests();
      const { stdout } = await project.run("apply", "-auto-approve", "-json");
      const readyAt = readyTimes(await stack.requests(), seconds);
      const lateMs = completions(stdout).map(({ name, atMs }) => atMs - (readyAt.get(name) ?? Number.NaN));
      addSamples(samples, { [`waiting.${seconds}`]: lateMs });
    }
    /** @type {typeof import("./simulated-wait.ts")} */
    const { simulateWait } = await importTypeScript("bench/simulated-wait.ts");
    for (let seed = 1; seed <= simulations; seed++) {
      const { statusChecks, lateMs } = await simulateWait(longMinutes * 60_000, seed);
      addSamples(samples, { "waiting.long": lateMs, "waiting.long.checks": statusChecks });
    }
    return { rows, samples };
  },
};

/**
 * When images are Available, by name.
 * @param {readonly import("./stack-control.mjs").Request[]} requests
 * @param {number} imageSeconds
 * @returns {Map<string, number>} milliseconds since 1970
 */
function readyTimes(requests, imageSeconds) {
  return new Map(
    requests
      .filter(({ action }) => action === "CreateImage")
      .map(({ parameters, startedAt }) => [
        parameters.ImageName ?? "",
        Date.parse(startedAt) + imageSeconds * 1000,
      ]),
  );
}

/**
 * When creates were complete.
 * @param {string} output of `terraform apply -json`
 */
function completions(output) {
  const messages = output.split("\n").filter((line) => line.startsWith("{"));
  return messages
    .map((line) => JSON.parse(line))
    .filter(({ type }) => type === "apply_complete")
    .map((message) => ({
      name: `image-${message.hook.resource.resource_key}`,
      atMs: Date.parse(message["@timestamp"]),
    }));
}
