import { type BatchedLookup, createBatcher, type Disk, type EcsClient, type Snapshot } from "ecs-client";

/** How long a lookup waits for others to share its call. Terraform starts many operations at the same moment. */
const DELAY_MS = 5;

/** The most IDs that one call takes. One page takes the response to all of them. */
const MOST_IDS = 100;

/** Lookups by ID that many images share their calls for. A call about one kind of ID does not fail because of the IDs of another kind. */
export interface Lookups {
  /** Snapshots that the service itself names, as disks of images. */
  readonly snapshotOfImage: BatchedLookup<Snapshot>;
  /** Disks that the service itself names, as sources of snapshots. */
  readonly diskOfSnapshot: BatchedLookup<Disk>;
  /** Snapshots that a configuration names. */
  readonly configuredSnapshot: BatchedLookup<Snapshot>;
}

const lookupsByClient = new WeakMap<EcsClient, Lookups>();

/** The lookups of a client: the same for every caller, so that they share calls. */
export function lookupsOf(ecs: EcsClient): Lookups {
  const known = lookupsByClient.get(ecs);
  if (known) return known;
  const made: Lookups = {
    snapshotOfImage: snapshotsOf(ecs),
    diskOfSnapshot: disksOf(ecs),
    configuredSnapshot: snapshotsOf(ecs),
  };
  lookupsByClient.set(ecs, made);
  return made;
}

function snapshotsOf(ecs: EcsClient): BatchedLookup<Snapshot> {
  return createBatcher({
    delayMs: DELAY_MS,
    maxKeys: MOST_IDS,
    async lookUp(snapshotIds, signal) {
      const { items } = await ecs.describeSnapshots({ snapshotIds }, { pageSize: MOST_IDS }, signal);
      return new Map(items.map((snapshot) => [snapshot.snapshotId, snapshot]));
    },
  });
}

function disksOf(ecs: EcsClient): BatchedLookup<Disk> {
  return createBatcher({
    delayMs: DELAY_MS,
    maxKeys: MOST_IDS,
    async lookUp(diskIds, signal) {
      const { items } = await ecs.describeDisks({ diskIds }, { pageSize: MOST_IDS }, signal);
      return new Map(items.map((disk) => [disk.diskId, disk]));
    },
  });
}
