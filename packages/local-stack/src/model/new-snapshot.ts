import type { Disk } from "./disk.ts";
import { type OperatingSystem, operatingSystemOf } from "./image.ts";
import type { Snapshot, SnapshotFields } from "./snapshot.ts";
import type { Stack } from "./stack.ts";
import { isoSeconds, type Period, progress } from "./time.ts";

/** What a snapshot is created from. */
export interface SnapshotSpec {
  readonly regionId: string;
  /** When it is progressing; `waiting` when its creation has not begun, undefined when it is accomplished at once. */
  readonly creation: Period | "waiting" | undefined;
  readonly operatingSystem: OperatingSystem | undefined;
  readonly fields: Partial<SnapshotFields> & Pick<SnapshotFields, "SourceDiskSize" | "SourceDiskType">;
}

/** Creates a snapshot of the disk and adds it to the stack. */
export function addSnapshot(
  stack: Stack,
  disk: Disk,
  creation: Period | undefined,
  fields: Partial<SnapshotFields> = {},
): Snapshot {
  const image = stack.images.get(disk.fields.ImageId);
  const instance = stack.instances.get(disk.fields.InstanceId);
  const source = instance?.operatingSystem ?? image?.fields;
  return newSnapshot(stack, {
    regionId: disk.regionId,
    creation,
    operatingSystem:
      disk.fields.Type === "system" && source !== undefined ? operatingSystemOf(source) : undefined,
    fields: {
      Encrypted: disk.fields.Encrypted,
      SnapshotLinkId: `sl-${disk.fields.DiskId.slice("d-".length)}`,
      SourceDiskId: disk.fields.DiskId,
      SourceDiskSize: String(disk.fields.Size),
      SourceDiskType: disk.fields.Type,
      ...fields,
    },
  });
}

/** Creates a snapshot and adds it to the stack. */
export function newSnapshot(stack: Stack, spec: SnapshotSpec): Snapshot {
  const now = isoSeconds(stack.clock.nowMs());
  const snapshotId = spec.fields.SnapshotId ?? stack.ids.next("snapshot");
  const isDone = spec.creation === undefined;
  const snapshot: Snapshot = {
    regionId: spec.regionId,
    sequence: stack.ids.nextSequence(),
    creation: undefined,
    operatingSystem: spec.operatingSystem,
    fields: {
      Available: isDone,
      Category: "standard",
      CreationTime: now,
      Description: "",
      Encrypted: false,
      FullSnapshotSizeInBytes: Number(spec.fields.SourceDiskSize) * 2 ** 30,
      InstantAccess: false,
      InstantAccessRetentionDays: 0,
      KMSKeyId: "",
      LastModifiedTime: now,
      ProductCode: "",
      Progress: isDone ? "100%" : "0%",
      RegionId: spec.regionId,
      RemainTime: 0,
      ResourceGroupId: "",
      SnapshotId: snapshotId,
      SnapshotLinkId: "",
      SnapshotName: "",
      SnapshotSN: snapshotId.slice("s-".length),
      SnapshotType: "user",
      SourceDiskId: "",
      SourceRegionId: spec.regionId,
      SourceSnapshotId: "",
      SourceStorageType: "disk",
      Status: isDone ? "accomplished" : "progressing",
      Tags: { Tag: [] },
      ...spec.fields,
    },
  };
  stack.snapshots.set(snapshotId, snapshot);
  if (typeof spec.creation === "object") startSnapshot(stack, snapshot, spec.creation);
  return snapshot;
}

/** Begins the creation of a snapshot; it is accomplished at the end of the period. */
export function startSnapshot(stack: Stack, snapshot: Snapshot, creation: Period): void {
  snapshot.creation = creation;
  stack.schedule.at(creation.endMs, (atMs) => {
    if (snapshot.creation !== creation) return;
    snapshot.creation = undefined;
    const done = { Available: true, Progress: "100%", Status: "accomplished" };
    stack.snapshots.change(
      snapshot.fields.SnapshotId,
      { ...done, LastModifiedTime: isoSeconds(creation.endMs) },
      atMs,
    );
  });
}

/** The snapshot's fields with its present progress. */
export function snapshotFields(stack: Stack, snapshot: Snapshot): SnapshotFields {
  const { creation, fields } = snapshot;
  if (creation === undefined || fields.Status !== "progressing") return fields;
  const nowMs = stack.clock.nowMs();
  return {
    ...fields,
    Progress: progress(creation, nowMs),
    RemainTime: Math.ceil((creation.endMs - nowMs) / 1000),
  };
}
