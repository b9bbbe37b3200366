import type { EcsClient, Image } from "ecs-client";
import { explainImage } from "./errors.ts";

/** How old the response to a refresh may be: a plan over thousands of images reads them all at its beginning. */
const REFRESH_AGE_MS = 30_000;

/** Reads an image for a refresh; null when there is none. */
export async function readImage(imageId: string, ecs: EcsClient, signal: AbortSignal): Promise<Image | null> {
  try {
    return await ecs.describeImage(imageId, signal, { maxAgeMs: REFRESH_AGE_MS });
  } catch (error) {
    throw explainImage(error, `Cannot read the image ${imageId}`);
  }
}
