import { type CreateImageRequest, type EcsClient, isSourceBusy } from "ecs-client";
import type { ImageRequest } from "../image-lifecycle/request.ts";
import { createImageAdvice, sourceText } from "./errors.ts";
import { watchInstance } from "./instance-status.ts";

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
    advice: (error) => createImageAdvice(error, request, region, ecs, () => instance?.advice() ?? ""),
    ecs,
    importId: (imageId) => imageId,
  };
}
