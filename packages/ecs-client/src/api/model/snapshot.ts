import type { Fields } from "../../call/fields.ts";
import { type Tag, tagsFromApi } from "./tag.ts";

/** A snapshot as DescribeSnapshots reports it. */
export interface Snapshot {
  readonly snapshotId: string;
  readonly snapshotName: string | null;
  readonly description: string | null;
  /** progressing, accomplished or failed. */
  readonly status: string | null;
  readonly progress: string | null;
  readonly creationTime: string | null;
  readonly sourceDiskId: string | null;
  readonly sourceDiskSizeGib: number | null;
  /** `system` or `data`; the service writes it in any case, here it is lower case. */
  readonly sourceDiskType: string | null;
  /** image, disk, image_disk or none. */
  readonly usage: string | null;
  readonly snapshotType: string | null;
  readonly encrypted: boolean | null;
  readonly tags: readonly Tag[];
}

/** Reads one item of `Snapshots.Snapshot[]`. */
export function snapshotFromApi(snapshot: Fields): Snapshot {
  return {
    snapshotId: snapshot.requiredString("SnapshotId"),
    snapshotName: snapshot.string("SnapshotName"),
    description: snapshot.string("Description"),
    status: snapshot.string("Status"),
    progress: snapshot.string("Progress"),
    creationTime: snapshot.string("CreationTime"),
    sourceDiskId: snapshot.string("SourceDiskId"),
    sourceDiskSizeGib: snapshot.number("SourceDiskSize"),
    sourceDiskType: snapshot.string("SourceDiskType")?.toLowerCase() ?? null,
    usage: snapshot.string("Usage"),
    snapshotType: snapshot.string("SnapshotType"),
    encrypted: snapshot.boolean("Encrypted"),
    tags: tagsFromApi(snapshot),
  };
}
