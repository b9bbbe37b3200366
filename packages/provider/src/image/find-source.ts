import { type EcsClient, type Image, type ImageDisk, isEcsError, type Snapshot } from "ecs-client";
import { logger, type PrivateState } from "terraform-plugin";
import { explainImage } from "../image-lifecycle/errors.ts";
import { lookupsOf } from "./lookups.ts";
import { originOf, storeOrigin } from "./origin.ts";
import type { ImageState } from "./schema.ts";

type StoredSource = Pick<ImageState, "instance_id" | "snapshot_id" | "disk_device_mapping">;

/** Statuses in which the service may not list all disks of an image yet. */
const UNFINISHED: ReadonlySet<string | null> = new Set(["Creating", "Waiting"]);

/**
 * Finds out what an image was made of whose source Terraform did not choose, as after an import. Returns what the state shall say of the
 * source, and stores in private state what later configurations are compared with. Calls the service once for each image.
 *
 * DescribeImages reports the snapshot of every disk. A snapshot that was made for the image itself is one of an instance's disks. An older
 * one was there before, and the image was made of it and of no instance.
 */
export async function findSource(
  image: Image,
  state: ImageState,
  privateState: PrivateState,
  ecs: EcsClient,
  signal: AbortSignal,
): Promise<StoredSource> {
  if (originOf(state, privateState).kind !== "unknown" || UNFINISHED.has(image.status)) return state;
  const systemSnapshotId = systemDisk(image)?.snapshotId;
  const { snapshotOfImage, diskOfSnapshot } = lookupsOf(ecs);
  const snapshot = await ifAllowed("snapshot", systemSnapshotId, (id) => snapshotOfImage(id, signal));
  const disk = await ifAllowed("disk", snapshot?.sourceDiskId, (id) => diskOfSnapshot(id, signal));
  const instanceId = disk?.instanceId || null;
  const disks = image.diskDeviceMappings.map((each) => ({
    snapshotId: each.snapshotId || null,
    sizeGib: each.sizeGib,
  }));
  const age = snapshot && ageOf(snapshot, image);
  const isFromSnapshots = age === "older" && !image.isCopied;
  storeOrigin(
    {
      kind: "found",
      instanceId: isFromSnapshots ? null : instanceId,
      isFromSnapshots,
      disks: systemSnapshotId ? disks : [],
    },
    privateState,
  );
  if (snapshot === null || image.isCopied) return state;
  if (age === "younger") {
    return { instance_id: instanceId, snapshot_id: null, disk_device_mapping: [] };
  }
  if (disks.length === 1 && hasSizeOf(snapshot, disks[0]?.sizeGib ?? null)) {
    return { instance_id: null, snapshot_id: snapshot.snapshotId, disk_device_mapping: [] };
  }
  return {
    instance_id: null,
    snapshot_id: null,
    disk_device_mapping: disks.map(({ snapshotId, sizeGib }) => ({ size: sizeGib, snapshot_id: snapshotId })),
  };
}

/** The disk that the image starts from. Older releases do not report the type of a disk. */
function systemDisk({ diskDeviceMappings }: Image): ImageDisk | undefined {
  const [only, ...others] = diskDeviceMappings;
  return others.length === 0 ? only : diskDeviceMappings.find(({ type }) => type === "system");
}

/** Whether a disk is as large as its snapshot. Only a `disk_device_mapping` makes it larger. */
function hasSizeOf({ sourceDiskSizeGib }: Snapshot, sizeGib: number | null): boolean {
  return sizeGib === null || sourceDiskSizeGib === null || sizeGib === sourceDiskSizeGib;
}

/**
 * How old the snapshot of an image is beside the image. The service makes a snapshot for an image after the image has its time, or names it
 * for the image. Within the same second, the precision of these times, either may have been first.
 */
function ageOf(snapshot: Snapshot, { imageId, creationTime }: Image): "older" | "same" | "younger" {
  if (snapshot.snapshotName?.includes(imageId)) return "younger";
  const differenceMs = Date.parse(snapshot.creationTime ?? "") - Date.parse(creationTime ?? "");
  if (differenceMs > 0) return "younger";
  return differenceMs < 0 ? "older" : "same";
}

/** What has that ID, or null when there is none or the service refuses to show it: then the source cannot be found out. */
async function ifAllowed<T>(
  kind: string,
  id: string | null | undefined,
  describe: (id: string) => Promise<T | null>,
): Promise<T | null> {
  if (!id) return null;
  try {
    return await describe(id);
  } catch (error) {
    if (!isEcsError(error) || error.kind !== "service" || error.retryable) {
      throw explainImage(error, `Cannot read the ${kind} ${id}, which shows what the image was made of`);
    }
    logger("image").warn("the source of the image could not be found", {
      action: error.action,
      code: error.code,
    });
    return null;
  }
}
