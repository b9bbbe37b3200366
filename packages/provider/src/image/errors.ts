import {
  type CreateImageRequest,
  type EcsClient,
  type EcsError,
  isIncorrectInstanceStatus,
} from "ecs-client";
import { diskSizeAdvice } from "./disk-sizes.ts";

/** How long a lookup of snapshots may take that only makes an error more precise. */
const ADVICE_LOOKUP_MS = 5_000;

/** What an image is created from, for messages: "instance i-1". */
export function sourceText(request: CreateImageRequest): string {
  return request.instanceId === undefined ? snapshotsText(request) : `instance ${request.instanceId}`;
}

/**
 * What to do about a refusal of CreateImage; empty where nothing special is known. May call the service.
 *
 * @param region that the request was sent to
 * @param instanceAdvice what to do about the status of the source instance
 */
export function createImageAdvice(
  error: EcsError,
  request: CreateImageRequest,
  region: string,
  ecs: EcsClient,
  instanceAdvice: () => string,
): string | Promise<string> {
  switch (error.code) {
    case "InvalidInstanceId.NotFound":
      return `Check instance_id: there is no instance ${request.instanceId} in region ${region}, or this account may not see it.`;
    case "InvalidSnapshotId.NotFound":
      return `Check the snapshots: ${snapshotsText(request)} must exist in region ${region}.`;
    case "InvalidSize.ValueNotSupported":
      return diskSizeAdvice(
        (request.diskDeviceMappings ?? []).map(({ snapshotId, sizeGib }) => ({
          snapshot_id: snapshotId ?? null,
          size: sizeGib ?? null,
        })),
        ecs,
        AbortSignal.timeout(ADVICE_LOOKUP_MS),
      );
    case "IncorrectInstanceStatus.NeedRestart":
      return `Restart the instance ${request.instanceId}, and apply again.`;
    default:
      return isIncorrectInstanceStatus(error) ? instanceAdvice() : "";
  }
}

function snapshotsText({ snapshotId, diskDeviceMappings = [] }: CreateImageRequest): string {
  const ids = snapshotId ? [snapshotId] : diskDeviceMappings.flatMap((disk) => disk.snapshotId ?? []);
  return `${ids.length === 1 ? "snapshot" : "snapshots"} ${ids.join(", ")}`;
}
