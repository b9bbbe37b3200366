// The provider's own wait for an image, on a virtual clock.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { bundle } from "../scripts/lib/bundle.mjs";
import { inVirtualTime } from "./virtual-time.mjs";

/** @typedef {typeof import("../packages/provider/src/image-lifecycle/wait.ts")} WaitModule */
/** @typedef {import("ecs-client").EcsClient} EcsClient */
/** @typedef {import("ecs-client").Image} Image */

/**
 * Loads the provider's wait.
 * @param {string} folder for the bundled code
 * @returns {Promise<WaitModule["waitUntilAvailable"]>}
 */
export async function loadWait(folder) {
  const file = join(folder, "wait.mjs");
  writeFileSync(file, await bundle("packages/provider/src/image-lifecycle/wait.ts", "module"));
  /** @type {WaitModule} */
  const { waitUntilAvailable } = await import(pathToFileURL(file).href);
  return waitUntilAvailable;
}

/**
 * Waits for an image that is Available after a while, and is asked for without delay.
 * @param {WaitModule["waitUntilAvailable"]} waitUntilAvailable
 * @param {number} creatingMs how long it is Creating
 * @param {number} seed for the random numbers
 * @returns {Promise<{ looks: number; lateMs: number }>} how often the service was asked, and when the wait ended after the image was there
 */
export function simulateWait(waitUntilAvailable, creatingMs, seed) {
  return inVirtualTime(seed, async () => {
    let looks = 0;
    const describeImage = async (/** @type {string} */ imageId) => {
      looks += 1;
      const share = Math.min(1, performance.now() / creatingMs);
      const status = share < 1 ? "Creating" : "Available";
      // The wait reads nothing else.
      return /** @type {Image} */ ({ imageId, status, progress: `${Math.floor(share * 100)}%` });
    };
    const ecs = /** @type {EcsClient} */ (/** @type {unknown} */ ({ describeImage }));
    await waitUntilAvailable(
      ecs,
      { imageId: "m-simulated", requestId: null, action: "CreateImage" },
      new AbortController().signal,
      () => {},
    );
    return { looks, lateMs: performance.now() - creatingMs };
  });
}
