import {
  type CreateImageRequest,
  type EcsClient,
  isIncorrectInstanceStatus,
  isSourceBusy,
  newClientToken,
} from "ecs-client";
import type { CreateContext } from "terraform-plugin";
import { makeImage } from "../image-lifecycle/create.ts";
import type { ImageOrder } from "../image-lifecycle/request.ts";
import type { TagPolicy } from "../tags/tag-policy.ts";
import { settle, toCreateRequest } from "./model.ts";
import type { ImageState, PlannedImage } from "./schema.ts";
import { noteSource } from "./source.ts";

/** Creates a planned image and waits until it is Available. Its ID is in the state from the moment the service tells it. */
export function createImage(
  { plan, signal, partial, privateState }: CreateContext<ImageState, PlannedImage>,
  ecs: EcsClient,
  policy: TagPolicy,
): Promise<ImageState> {
  noteSource(plan, privateState);
  return makeImage(createOrder(toCreateRequest(plan, newClientToken(), policy), ecs), {
    signal,
    settle: (imageId, image) => settle(plan, imageId, image, policy),
    partial,
  });
}

/** The order for an image that CreateImage makes. */
export function createOrder(request: CreateImageRequest, ecs: EcsClient): ImageOrder {
  return {
    action: "CreateImage",
    aim: "create the image",
    imageName: request.imageName,
    send: (signal) => ecs.createImage(request, signal),
    isBusy: (error) => isChangingInstance(error) || isSourceBusy(error),
    ecs,
    importId: (imageId) => imageId,
  };
}

/** An instance on its way to Running or Stopped; one that needs a restart gets there only if somebody restarts it. */
function isChangingInstance(error: unknown): boolean {
  return isIncorrectInstanceStatus(error) && error.code !== "IncorrectInstanceStatus.NeedRestart";
}
