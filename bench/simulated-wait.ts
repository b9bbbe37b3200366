import type { EcsClient, Image } from "ecs-client";
import { waitUntilAvailable } from "provider/image-wait";
import { inVirtualTime } from "./virtual-time.ts";

/** The result of a simulated wait. */
export interface SimulatedWait {
  /** How often the status of the image was checked. */
  readonly statusChecks: number;
  /** Time from the moment the image was Available to the end of the wait. */
  readonly lateMs: number;
}

/**
 * Runs the provider's own wait, on a virtual clock, for an image that is Creating for some time and whose service answers at once. The
 * seed determines the random numbers.
 */
export function simulateWait(creatingMs: number, seed: number): Promise<SimulatedWait> {
  return inVirtualTime(seed, async () => {
    let statusChecks = 0;
    const describeImage = async (imageId: string) => {
      statusChecks += 1;
      const share = Math.min(1, performance.now() / creatingMs);
      const status = share < 1 ? "Creating" : "Available";
      return { imageId, status, progress: `${Math.floor(share * 100)}%` } as Image;
    };
    // The wait calls nothing else and reads no other member.
    const ecs = { describeImage } as unknown as EcsClient;
    const requested = { imageId: "m-simulated", requestId: null, action: "CreateImage" } as const;
    await waitUntilAvailable(ecs, requested, new AbortController().signal, () => {});
    return { statusChecks, lateMs: performance.now() - creatingMs };
  });
}
