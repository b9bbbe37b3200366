import { apiError } from "../../errors/api-error.ts";
import type { ErrorName } from "../../errors/error-table.ts";
import type { Image } from "../../model/image.ts";

/** GiB. Source: "ECS API reference, RunInstances and ReplaceSystemDisk". */
const SIZE_GIB = { min: 20, preset: 40, max: 2048 };

/**
 * The size of a new system disk in GiB: the requested one, or else at least that of the image. Throws when the
 * requested size is below that of the image or not allowed; each action has an error of its own for one
 * `aboveMaximum`.
 */
export function systemDiskSizeGib(
  image: Image,
  requestedGib: number | undefined,
  aboveMaximum: ErrorName,
): number {
  if (requestedGib === undefined) return Math.max(SIZE_GIB.preset, image.fields.Size);
  if (requestedGib < image.fields.Size) throw apiError("systemDiskBelowImage");
  if (requestedGib < SIZE_GIB.min) throw apiError("systemDiskBelowMinimum");
  if (requestedGib > SIZE_GIB.max) throw apiError(aboveMaximum);
  return requestedGib;
}
