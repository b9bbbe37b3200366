import { isUnknown, type JsonValue, type PrivateState, type Unknown } from "terraform-plugin";
import { record } from "../legacy-state/stored-json.ts";
import type { ImageState } from "./schema.ts";

/** A disk of an image, as far as it says something about the source. Null is what the service does not report. */
export interface OriginDisk {
  readonly snapshotId: string | null;
  readonly sizeGib: number | null;
}

/**
 * What is known of the source of a stored image.
 *
 * - `configured`: Terraform chose the source that is stored, or somebody adopted it. Any other source makes another image.
 * - `found`: Terraform did not choose it, as after an import. These are the facts that the service reports, which a configured source must
 *   agree with. Without disks or without an instance there is nothing to compare.
 * - `unknown`: the provider has not looked for the source yet.
 */
export type Origin = { readonly kind: "configured" } | Found | { readonly kind: "unknown" };

interface Found {
  readonly kind: "found";
  readonly disks: readonly OriginDisk[];
  readonly instanceId: string | null;
  /** The snapshots were there before the image: it was made of them, and not of an instance. */
  readonly isFromSnapshots: boolean;
}

/** A source as a configuration, a plan or a state has it. */
export interface Source {
  readonly instance_id: string | null | Unknown;
  readonly snapshot_id: string | null | Unknown;
  readonly disk_device_mapping: readonly SourceDisk[] | Unknown;
}

/** A disk of a source. */
export interface SourceDisk {
  readonly size: number | null | Unknown;
  readonly snapshot_id: string | null | Unknown;
}

const MEMBER = "origin";
const CONFIGURED = "configured";

/** What the first version stored beside an image that it made of `disk_device_mapping` blocks. */
const OLD_MEMBER = "source";
const OLD_MAPPING = "disk_device_mapping";

/** Stores beside the state what is known of the source of an image. */
export function storeOrigin(
  origin: Exclude<Origin, { readonly kind: "unknown" }>,
  privateState: PrivateState,
): void {
  if (origin.kind === "configured") privateState.set(MEMBER, CONFIGURED);
  else
    privateState.set(MEMBER, {
      instance: origin.instanceId,
      from_snapshots: origin.isFromSnapshots,
      disks: origin.disks.map(({ snapshotId, sizeGib }) => ({ snapshot: snapshotId, size: sizeGib })),
    });
}

/**
 * What is known of the source of a stored image. Without a note beside the state it was stored by an older version or another provider: an
 * instance or a snapshot is the configured one then, while blocks may be what aliyun/alibabacloudstack read of an imported image.
 */
export function originOf(
  state: Pick<ImageState, "instance_id" | "snapshot_id">,
  privateState: PrivateState,
): Origin {
  // Private state is JSON that this provider wrote.
  const stored = privateState.get(MEMBER) as JsonValue | undefined;
  if (stored === CONFIGURED || privateState.get(OLD_MEMBER) === OLD_MAPPING) return { kind: "configured" };
  const { instance, from_snapshots, disks } = record(stored);
  if (Array.isArray(disks)) {
    return {
      kind: "found",
      instanceId: typeof instance === "string" ? instance : null,
      isFromSnapshots: from_snapshots === true,
      disks: disks.map(record).map(({ snapshot, size }) => ({
        snapshotId: typeof snapshot === "string" ? snapshot : null,
        sizeGib: typeof size === "number" ? size : null,
      })),
    };
  }
  return state.instance_id || state.snapshot_id ? { kind: "configured" } : { kind: "unknown" };
}

/**
 * Whether an image whose source Terraform did not choose may have been made of this source. What is not known yet, or not reported, agrees.
 * Until the source is looked for, stored blocks are the disks that aliyun/alibabacloudstack read of the image.
 */
export function agrees(source: Source, origin: Origin, state: ImageState): boolean {
  if (origin.kind === "configured") return false;
  const { disks, instanceId, isFromSnapshots } = origin.kind === "found" ? origin : disksInState(state);
  const { instance_id, snapshot_id, disk_device_mapping } = source;
  if (typeof instance_id === "string") {
    return !isFromSnapshots && (instanceId === null || instanceId === instance_id);
  }
  if (disks.length === 0) return true;
  if (typeof snapshot_id === "string") return disks.length === 1 && disks[0]?.snapshotId === snapshot_id;
  if (isUnknown(disk_device_mapping) || disk_device_mapping.length === 0) return true;
  return matchDisks(disk_device_mapping, disks) !== null;
}

function disksInState({ disk_device_mapping }: ImageState): Omit<Found, "kind"> {
  const disks = disk_device_mapping.map(({ snapshot_id, size }) => ({
    snapshotId: snapshot_id,
    sizeGib: size,
  }));
  return { disks, instanceId: null, isFromSnapshots: false };
}

/**
 * Finds for every configured disk one of the image that it may have become, each once; null when that is impossible. A disk that names no
 * snapshot agrees with any, and so does one that names no size.
 */
export function matchDisks(
  configured: readonly SourceDisk[],
  disks: readonly OriginDisk[],
): readonly OriginDisk[] | null {
  if (configured.length !== disks.length) return null;
  /** For each disk of the image the configured one that has it. */
  const takenBy = new Map<OriginDisk, number>();
  // A configured disk may take the disk of another one that finds a different one (Kuhn's algorithm).
  const place = (index: number, tried: Set<OriginDisk>): boolean => {
    const wanted = configured[index];
    return disks.some((disk) => {
      if (tried.has(disk) || !wanted || !mayBecome(wanted, disk)) return false;
      tried.add(disk);
      const holder = takenBy.get(disk);
      if (holder !== undefined && !place(holder, tried)) return false;
      takenBy.set(disk, index);
      return true;
    });
  };
  if (!configured.every((_disk, index) => place(index, new Set()))) return null;
  const matched = [...takenBy].sort(([, a], [, b]) => a - b);
  return matched.map(([disk]) => disk);
}

function mayBecome({ snapshot_id, size }: SourceDisk, disk: OriginDisk): boolean {
  return (
    (typeof snapshot_id !== "string" || snapshot_id === disk.snapshotId) &&
    (typeof size !== "number" || disk.sizeGib === null || disk.sizeGib === size)
  );
}
