import { type CreateImageRequest, type EcsClient, type EcsError, isSourceBusy } from "ecs-client";
import type { ImageRequest } from "../image-lifecycle/request.ts";
import { diskSizeAdvice } from "./disk-sizes.ts";
import { watchInstance } from "./instance-status.ts";

/** How long the service may take to tell the sizes of snapshots, for an error that names them. */
const ADVICE_MS = 5_000;

/** The request for an image that CreateImage makes in `region`. */
export function createImageRequest(
  request: CreateImageRequest,
  ecs: EcsClient,
  region: string,
): ImageRequest {
  const { instanceId } = request;
  const instance = instanceId === undefined ? null : watchInstance(instanceId, ecs);
  return {
    action: "CreateImage",
    purpose: `create the image from ${sourceText(request)}`,
    imageName: request.imageName,
    send: (signal) => ecs.createImage(request, signal),
    isTemporary: (error, signal) => isSourceBusy(error) || (instance?.isTemporary(error, signal) ?? false),
    advice: (error) => advice(error, request, region, ecs, () => instance?.advice() ?? ""),
    ecs,
    importId: (imageId) => imageId,
  };
}

function advice(
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
        AbortSignal.timeout(ADVICE_MS),
      );
    case "IncorrectInstanceStatus.NeedRestart":
      return `Restart the instance ${request.instanceId}, and apply again.`;
    default:
      return error.code?.startsWith("IncorrectInstanceStatus") ? instanceAdvice() : "";
  }
}

function sourceText(request: CreateImageRequest): string {
  return request.instanceId === undefined ? snapshotsText(request) : `instance ${request.instanceId}`;
}

function snapshotsText({ snapshotId, diskDeviceMappings = [] }: CreateImageRequest): string {
  const ids = snapshotId ? [snapshotId] : diskDeviceMappings.flatMap((disk) => disk.snapshotId ?? []);
  return `${ids.length === 1 ? "snapshot" : "snapshots"} ${ids.join(", ")}`;
}
