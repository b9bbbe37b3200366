import { type Diagnostics, isUnknown, type Path, path } from "terraform-plugin";
import { providerError } from "../errors.ts";
import { hasSource, mayBeGiven, SOURCE_ARGUMENTS, type SourceArgument } from "./plan.ts";
import type { ImageConfig } from "./schema.ts";

/** Rules between the arguments of an image. What is not known yet is checked when it is. */
export function validateImage(config: ImageConfig, diagnostics: Diagnostics): void {
  checkConflicts(config, diagnostics);
  checkDisks(config.disk_device_mapping, diagnostics);
}

/** Refuses a new image without a source. An existing image may have none: it was imported. */
export function requireSource(config: ImageConfig): void {
  if (hasSource(config)) return;
  throw providerError(
    "source_missing",
    "An image needs a source. Set one of instance_id (an instance), snapshot_id (a snapshot of a system disk) or disk_device_mapping (several snapshots).",
  );
}

function checkConflicts(config: ImageConfig, diagnostics: Diagnostics): void {
  const given = SOURCE_ARGUMENTS.filter(
    (argument) => mayBeGiven(config[argument]) && !isUnknown(config[argument]),
  );
  for (const [index, later] of given.entries()) {
    for (const earlier of given.slice(0, index)) {
      diagnostics.error(
        "Conflicting arguments",
        `${later} conflicts with ${earlier}: an image is made of an instance, of a snapshot, or of disk device mappings. Remove one of them.`,
        pathOf(later),
      );
    }
  }
}

function checkDisks(disks: ImageConfig["disk_device_mapping"], diagnostics: Diagnostics): void {
  if (isUnknown(disks) || disks.length === 0) return;
  const empty = disks.flatMap(({ size, snapshot_id }, index) =>
    size === null && snapshot_id === null ? [index] : [],
  );
  for (const index of empty) {
    diagnostics.error(
      "Empty disk_device_mapping",
      `disk_device_mapping ${index + 1} of ${disks.length} is empty. Set snapshot_id, or size for an empty data disk, or remove the block.`,
      path("disk_device_mapping", index, "snapshot_id"),
    );
  }
  if (empty.length === 0 && disks.every((disk) => disk.snapshot_id === null)) {
    diagnostics.error(
      "No snapshot in disk_device_mapping",
      "At least one disk_device_mapping must have a snapshot_id: exactly one of them is the snapshot of a system disk, which the image starts from.",
      pathOf("disk_device_mapping"),
    );
  }
}

/** A path that Terraform can show the line of. It finds lines of arguments, also of those that a block could have, but not of blocks. */
function pathOf(argument: SourceArgument): Path {
  return argument === "disk_device_mapping" ? path(argument, 0, "snapshot_id") : path(argument);
}
