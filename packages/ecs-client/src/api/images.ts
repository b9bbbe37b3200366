import type { Caller } from "../call/call.ts";
import type { ParameterValue } from "../call/parameters.ts";
import { isImageNotFound } from "../errors/predicates.ts";
import type { Acknowledgement } from "./acknowledgement.ts";
import { requireClientToken, requireNotEmpty } from "./argument-checks.ts";
import { idsToText } from "./id-lists.ts";
import type {
  CreatedImage,
  CreateImageRequest,
  DeletedImage,
  ImageFilters,
  ModifyImageAttributeRequest,
} from "./image-requests.ts";
import { createStatusFallback } from "./image-statuses.ts";
import { type Image, imageFromApi } from "./model/image.ts";
import { tagsToRequest } from "./model/tag.ts";
import { describePage, type ListAction, type Page, type Paging } from "./page.ts";

/** Calls about images. */
export interface ImageCalls {
  /**
   * Starts the creation of an image; it is Creating when this returns. Repeating it with the same token and the same fields
   * gives the same image. An error with `mayHaveTakenEffect: true` means that the image may exist all the same: repeat the call
   * with the same token, or look for the name.
   */
  createImage(request: CreateImageRequest, signal: AbortSignal): Promise<CreatedImage>;
  /** One page of the images that meet the conditions. */
  describeImages(filters: ImageFilters, paging: Paging, signal: AbortSignal): Promise<Page<Image>>;
  /** Changes what the request names and keeps the rest. */
  modifyImageAttribute(request: ModifyImageAttributeRequest, signal: AbortSignal): Promise<Acknowledgement>;
  /**
   * Starts the deletion of an image; it disappears a little later. An image that is not there counts as deleted.
   * `force` deletes it even if instances use it.
   */
  deleteImage(imageId: string, force: boolean, signal: AbortSignal): Promise<DeletedImage>;
}

const list: ListAction<Image> = {
  action: "DescribeImages",
  container: "Images",
  item: "Image",
  fromApi: imageFromApi,
};

/** The image calls of a client. */
export function imageCalls(caller: Caller): ImageCalls {
  const withEveryStatus = createStatusFallback();

  return {
    async createImage(request, signal) {
      requireClientToken(request.clientToken);
      return caller.call(
        {
          action: "CreateImage",
          subject: subjectOfCreate(request),
          mutating: true,
          parameters: createImageToRequest(request),
          parse: (response, requestId) => ({ imageId: response.requiredString("ImageId"), requestId }),
        },
        signal,
      );
    },

    async describeImages(filters, paging, signal) {
      const { statuses } = filters;
      const describe = (status: string | undefined) =>
        describePage(caller, list, { ...filtersToRequest(filters), Status: status }, paging, signal);
      return statuses === "every" ? withEveryStatus(describe) : describe(statuses?.join(","));
    },

    async modifyImageAttribute(request, signal) {
      requireNotEmpty("imageId", request.imageId);
      return caller.call(
        {
          action: "ModifyImageAttribute",
          subject: `image ${request.imageId}`,
          mutating: true,
          parameters: {
            ImageId: request.imageId,
            ImageName: request.imageName,
            Description: request.description,
            Status: request.status,
            ImageFamily: request.imageFamily,
            BootMode: request.bootMode,
          },
          parse: (_response, requestId) => ({ requestId }),
        },
        signal,
      );
    },

    async deleteImage(imageId, force, signal) {
      requireNotEmpty("imageId", imageId);
      try {
        return await caller.call(
          {
            action: "DeleteImage",
            subject: `image ${imageId}`,
            mutating: true,
            parameters: { ImageId: imageId, Force: force ? true : undefined },
            parse: (_response, requestId) => ({ existed: true, requestId }),
          },
          signal,
        );
      } catch (error) {
        if (!isImageNotFound(error)) throw error;
        return { existed: false, requestId: error.requestId };
      }
    },
  };
}

function subjectOfCreate({ imageName, instanceId, snapshotId }: CreateImageRequest): string {
  if (imageName) return `image ${JSON.stringify(imageName)}`;
  if (instanceId) return `an image from instance ${instanceId}`;
  return snapshotId ? `an image from snapshot ${snapshotId}` : "an image from disk device mappings";
}

function createImageToRequest(request: CreateImageRequest): { readonly [name: string]: ParameterValue } {
  return {
    ClientToken: request.clientToken,
    InstanceId: request.instanceId,
    SnapshotId: request.snapshotId,
    DiskDeviceMapping: request.diskDeviceMappings?.map((disk) => ({
      SnapshotId: disk.snapshotId,
      Size: disk.sizeGib,
      Device: disk.device,
      DiskType: disk.diskType,
    })),
    ImageName: request.imageName,
    Description: request.description,
    ImageFamily: request.imageFamily,
    ImageVersion: request.imageVersion,
    Platform: request.platform,
    Architecture: request.architecture,
    BootMode: request.bootMode,
    ResourceGroupId: request.resourceGroupId,
    Tag: tagsToRequest(request.tags),
  };
}

function filtersToRequest(filters: ImageFilters): { readonly [name: string]: ParameterValue } {
  return {
    ImageId: idsToText("imageIds", filters.imageIds),
    ImageName: filters.imageName,
    ImageOwnerAlias: filters.imageOwnerAlias,
    SnapshotId: filters.snapshotId,
    Usage: filters.usage,
    ImageFamily: filters.imageFamily,
    OSType: filters.osType,
    Architecture: filters.architecture,
    InstanceType: filters.instanceType,
    ResourceGroupId: filters.resourceGroupId,
    IsPublic: filters.isPublic,
    Tag: tagsToRequest(filters.tags),
  };
}
