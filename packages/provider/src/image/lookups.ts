import type { Disk, EcsClient, Snapshot } from "ecs-client";
import { batched, type DescribeById } from "../operation/batch.ts";

/** Look-ups that many images share their calls for; one kind of question does not fail for another one's IDs. */
export interface Lookups {
  /** Snapshots that the service itself names, as disks of images. */
  readonly snapshotOfImage: DescribeById<Snapshot>;
  /** Disks that the service itself names, as sources of snapshots. */
  readonly diskOfSnapshot: DescribeById<Disk>;
  /** Snapshots that a configuration names. */
  readonly configuredSnapshot: DescribeById<Snapshot>;
}

const lookupsByClient = new WeakMap<EcsClient, Lookups>();

/** The look-ups of a client. */
export function lookupsOf(ecs: EcsClient): Lookups {
  const known = lookupsByClient.get(ecs);
  if (known) return known;
  const made: Lookups = {
    snapshotOfImage: snapshotsOf(ecs),
    diskOfSnapshot: batched(async (diskIds, signal) => {
      const { items } = await ecs.describeDisks({ diskIds }, { pageSize: MOST_ITEMS }, signal);
      return new Map(items.map((disk) => [disk.diskId, disk]));
    }),
    configuredSnapshot: snapshotsOf(ecs),
  };
  lookupsByClient.set(ecs, made);
  return made;
}

/** One page takes the answer to the most IDs that one call can have. */
const MOST_ITEMS = 100;

function snapshotsOf(ecs: EcsClient): DescribeById<Snapshot> {
  return batched(async (snapshotIds, signal) => {
    const { items } = await ecs.describeSnapshots({ snapshotIds }, { pageSize: MOST_ITEMS }, signal);
    return new Map(items.map((snapshot) => [snapshot.snapshotId, snapshot]));
  });
}
