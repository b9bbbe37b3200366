// A local stack that measurements run against.
import { mkdtempSync } from "node:fs";
import { join } from "node:path";
import { startStack } from "../scripts/lib/stack.mjs";

/**
 * What can be changed while the stack runs.
 * @typedef {{ imageSeconds?: number; deleteSeconds?: number; latencyMs?: number; rateLimit?: number | null }} StackOptions
 */

/**
 * A call that the stack has answered.
 * @typedef {object} Request
 * @property {string | null} action
 * @property {Record<string, string>} parameters
 * @property {string | null} errorCode
 * @property {string} startedAt ISO 8601
 */

/** @typedef {{ ImageId: string; ImageName: string; ImageOwnerAlias: string }} StackImage */

/**
 * @typedef {object} StackControl
 * @property {Record<string, string>} env leads the provider to the stack
 * @property {string} snapshotId of a system disk
 * @property {(options: StackOptions) => Promise<unknown>} change
 * @property {() => Promise<unknown>} reset brings back the objects that it started with
 * @property {(count: number) => Promise<StackImage[]>} seedImages adds Available images, and gives all that there are then
 * @property {() => Promise<unknown>} forgetRequests
 * @property {() => Promise<Request[]>} requests since they were last forgotten, oldest first
 */

/**
 * Starts a local stack, as {@link startBenchStack} does, with functions that control it.
 * @param {import("./workbench.mjs").Workbench} workbench
 * @param {StackOptions} [options]
 * @returns {Promise<StackControl>}
 */
export async function startControlledStack(workbench, options = {}) {
  const stack = await startBenchStack(workbench);
  const admin = (/** @type {string} */ method, /** @type {string} */ path, /** @type {unknown} */ body) =>
    request(new URL(`/_local/${path}`, stack.endpoint), method, body);
  const control = {
    env: {
      ALIBABACLOUDSTACK_ACCESS_KEY: stack.accessKeyId,
      ALIBABACLOUDSTACK_SECRET_KEY: stack.accessKeySecret,
      ALIBABACLOUDSTACK_REGION: stack.region,
      ALIBABACLOUDSTACK_ECS_ENDPOINT: stack.endpoint,
    },
    snapshotId: stack.snapshotIds[0] ?? "",
    change: (/** @type {StackOptions} */ changed) => admin("PUT", "options", changed),
    reset: () => admin("POST", "reset", undefined),
    seedImages: async (/** @type {number} */ count) => {
      await admin("POST", "seed", { images: count });
      const { images } = await admin("GET", "state", undefined);
      return images.filter((/** @type {StackImage} */ image) => image.ImageOwnerAlias === "self");
    },
    forgetRequests: () => admin("DELETE", "requests", undefined),
    requests: () => admin("GET", "requests", undefined),
  };
  await control.change(options);
  return control;
}

/**
 * Starts a local stack that stops at the end of the workbench at the latest.
 * @param {import("./workbench.mjs").Workbench} workbench
 * @param {readonly string[]} [options] of its command line
 */
export async function startBenchStack(workbench, options = []) {
  const stack = await startStack(mkdtempSync(join(workbench.folder, "stack-")), ["--quiet", ...options]);
  // The stack is a process of its own, which would outlive a sudden end of this one.
  const kill = () => process.kill(stack.pid);
  process.once("exit", kill);
  workbench.atEnd(async () => {
    process.off("exit", kill);
    await stack.stop();
  });
  return stack;
}

/**
 * @param {URL} url
 * @param {string} method
 * @param {unknown} body undefined for none
 */
async function request(url, method, body) {
  const answer = await fetch(url, { method, ...(body !== undefined && { body: JSON.stringify(body) }) });
  if (!answer.ok) throw new Error(`${method} ${url.pathname}: ${answer.status} ${await answer.text()}`);
  return JSON.parse(await answer.text());
}
