import { type Diagnostics, isUnknown, isWhollyKnown, type Path, path, UNKNOWN } from "terraform-plugin";
import { agrees, matchDisks, type Origin, type Source, type SourceDisk } from "./origin.ts";
import type { ImageConfig, ImageState } from "./schema.ts";

/** An argument that says what an image is made of. */
export type SourceArgument = keyof Source;

/** The arguments that say what an image is made of. */
export const SOURCE_ARGUMENTS = [
  "instance_id",
  "snapshot_id",
  "disk_device_mapping",
] as const satisfies readonly SourceArgument[];

const MEMBERS = ["size", "snapshot_id"] as const satisfies readonly (keyof SourceDisk)[];

/** What is planned for the source of a stored image. */
export interface PlannedSource {
  readonly source: Source;
  /** Paths whose change replaces the image; empty when the source stays or is adopted in place. */
  readonly replace: readonly Path[];
}

/**
 * Plans the source of a stored image.
 *
 * The service reports only part of what an image was made of. A source that Terraform did not choose (see {@link Origin}) is adopted in place
 * when it agrees with what the service reports. That is a visible change which calls nothing. Every other change replaces the image. Without
 * any configured source, which an imported image need not have, a found instance or snapshot stays.
 */
export function planSource(config: ImageConfig, state: ImageState, origin: Origin): PlannedSource {
  const source = hasSource(config) ? configuredSource(config, state, origin) : withoutSource(state, origin);
  const changed = SOURCE_ARGUMENTS.flatMap((argument) =>
    argument === "disk_device_mapping"
      ? changedDisks(source, config, state)
      : source[argument] === state[argument]
        ? []
        : [path(argument)],
  );
  const isAdopted = agrees(source, origin, state);
  return { source, replace: isAdopted ? [] : changed };
}

/**
 * Warns of a configured source that is adopted although it is not known yet. Terraform accepts no plan that becomes a replacement when the
 * value is known, and says so in words that blame the provider.
 */
export function warnOfUnknownSource(
  config: ImageConfig,
  { replace }: PlannedSource,
  imageId: string,
  diagnostics: Diagnostics,
): void {
  const unknown = SOURCE_ARGUMENTS.find((argument) => !isWhollyKnown(config[argument]));
  if (unknown === undefined || replace.length > 0) return;
  diagnostics.warning(
    "Source of the image is not known yet",
    `${unknown} depends on objects that are not created yet, so the provider cannot compare it with what the image ${imageId} was made of. If it turns out to be another source, the apply fails with "Provider produced inconsistent final plan" and leaves the image as it is. To avoid that, apply those objects first with -target.`,
    path(unknown),
  );
}

/** Whether a source is given, or may turn out to be. */
export function hasSource(source: Source): boolean {
  return SOURCE_ARGUMENTS.some((argument) => mayBeGiven(source[argument]));
}

/** Whether an argument is given, or may turn out to be. */
export function mayBeGiven(value: Source[SourceArgument]): boolean {
  return value !== null && (isUnknown(value) || typeof value === "string" || value.length > 0);
}

/** The arguments keep what was found; blocks have no computed form, so that Terraform lets no plan keep them. */
function withoutSource(state: ImageState, origin: Origin): Source {
  const isChosen = origin.kind === "configured";
  return {
    instance_id: isChosen ? null : state.instance_id,
    snapshot_id: isChosen ? null : state.snapshot_id,
    disk_device_mapping: [],
  };
}

function configuredSource(config: ImageConfig, state: ImageState, origin: Origin): Source {
  const { instance_id, snapshot_id, disk_device_mapping } = config;
  return {
    instance_id,
    snapshot_id,
    disk_device_mapping: isUnknown(disk_device_mapping)
      ? UNKNOWN
      : plannedDisks(disk_device_mapping, state.disk_device_mapping, origin),
  };
}

/**
 * Fills what blocks leave open: from the stored block where it stays as it is, else from the disks that were found of the image, else it is
 * known once the image is made.
 */
function plannedDisks(
  configured: readonly SourceDisk[],
  stored: ImageState["disk_device_mapping"],
  origin: Origin,
): readonly SourceDisk[] {
  const found = origin.kind === "found" ? matchDisks(configured, origin.disks) : null;
  return configured.map((disk, index) => {
    const before = stored[index];
    if (before && stays(disk, before)) return before;
    const match = found?.[index];
    return {
      size: disk.size ?? (match ? match.sizeGib : UNKNOWN),
      snapshot_id: disk.snapshot_id ?? (match ? match.snapshotId : UNKNOWN),
    };
  });
}

/** Whether a block names nothing else than what is stored. */
function stays(configured: SourceDisk, stored: SourceDisk): boolean {
  return MEMBERS.every((name) => configured[name] === null || configured[name] === stored[name]);
}

/** The paths at which blocks change: configured members that differ, and blocks that are added or removed. */
function changedDisks(planned: Source, config: ImageConfig, state: ImageState): readonly Path[] {
  const stored = state.disk_device_mapping;
  const configured = config.disk_device_mapping;
  if (isUnknown(configured) || isUnknown(planned.disk_device_mapping)) return [path("disk_device_mapping")];
  if (configured.length === 0 && stored.length === 0) return [];
  if (configured.length === 0 || stored.length === 0) return [path("disk_device_mapping")];
  const longest = configured.length > stored.length ? configured : stored;
  return [...longest.keys()].flatMap((index) => {
    const [disk, before] = [configured[index], stored[index]];
    if (!disk || !before) return [path("disk_device_mapping", index)];
    return MEMBERS.filter((name) => disk[name] !== null && disk[name] !== before[name]).map((name) =>
      path("disk_device_mapping", index, name),
    );
  });
}
