import type { Image } from "ecs-client";
import type { Diagnostics } from "terraform-plugin";

/** Statuses in which no instance can be created from an image, and what to do about them. */
const TROUBLES: ReadonlyMap<string | null, readonly [meaning: string, advice: string]> = new Map([
  [
    "UnAvailable",
    [
      "the service cannot use it any more",
      'Look for the reason in the console of the cloud. To create the image again, run "terraform apply -replace=<address of the resource>".',
    ],
  ],
  [
    "CreateFailed",
    [
      "its creation failed",
      'Look for the reason in the console of the cloud, then run "terraform apply -replace=<address of the resource>".',
    ],
  ],
  [
    "Deprecated",
    [
      "no new instances should be created from it",
      "Somebody deprecated it outside of Terraform. Make it Available again in the console of the cloud, or replace it by a newer image.",
    ],
  ],
]);

/** Warns of an image that exists but is not usable. */
export function warnOfHealth({ imageId, status }: Image, diagnostics: Diagnostics): void {
  const trouble = TROUBLES.get(status);
  if (!trouble) return;
  const [meaning, advice] = trouble;
  diagnostics.warning(
    `Image is ${status}`,
    `The status of the image ${imageId} is ${status}: ${meaning}. ${advice}`,
  );
}
