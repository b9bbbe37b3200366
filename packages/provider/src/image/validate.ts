import { DiagnosticError, type Diagnostics, isUnknown, type Path, path } from "terraform-plugin";
import type { ImageConfig } from "./schema.ts";

const SOURCES = ["instance_id", "snapshot_id", "disk_device_mapping"] as const;

/** Rules between the arguments of an image. What is not known yet is checked when it is. */
export function validateImage(config: ImageConfig, diagnostics: Diagnostics): void {
  const given = SOURCES.filter((source) => isGiven(config, source));
  for (const [index, later] of given.entries()) {
    for (const earlier of given.slice(0, index)) {
      diagnostics.error(
        "Conflicting arguments",
        `${later} conflicts with ${earlier}: an image is made of an instance, of a snapshot, or of disk device mappings. Remove one of them.`,
        pathOf(later),
      );
    }
  }
  const disks = config.disk_device_mapping;
  if (isUnknown(disks) || disks.length === 0) return;
  if (disks.every((disk) => disk.snapshot_id === null)) {
    diagnostics.error(
      "No snapshot in disk_device_mapping",
      "At least one disk_device_mapping must have a snapshot_id: exactly one of them is the snapshot of a system disk, which the image starts from.",
      pathOf("disk_device_mapping"),
    );
  }
}

/** An image that will be created must have a source; one that exists, and was imported, need not name it. */
export function requireSource(config: ImageConfig): void {
  const possible = SOURCES.some((source) => isGiven(config, source) || isUnknown(config[source]));
  if (possible) return;
  throw new DiagnosticError(
    "Missing source of the image",
    "An image is made of something: set one of instance_id (an instance), snapshot_id (a snapshot of a system disk) or disk_device_mapping (several snapshots).",
  );
}

/** The path that Terraform shows the line of. It knows no line of a block as such, only of what is or could be in it. */
function pathOf(source: (typeof SOURCES)[number]): Path {
  return source === "disk_device_mapping" ? path(source, 0, "snapshot_id") : path(source);
}

function isGiven(config: ImageConfig, source: (typeof SOURCES)[number]): boolean {
  const value = config[source];
  if (value === null || isUnknown(value)) return false;
  return typeof value === "string" || value.length > 0;
}
