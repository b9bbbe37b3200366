import type { Caller } from "../call/call.ts";
import type { ParameterValue } from "../call/parameters.ts";
import { configurationError } from "../errors/configuration-error.ts";
import { EcsError } from "../errors/ecs-error.ts";
import { createImageLookup, type ImageLookupSettings, type LookupOptions } from "../lookup/image-lookup.ts";
import { requireClientToken, requireImageId } from "./argument-checks.ts";
import type {
  CreatedImage,
  CreateImageRequest,
  DeletedImage,
  ImageFilters,
  ModifyImageAttributeRequest,
} from "./image-requests.ts";
import { createStatusFallback } from "./image-statuses.ts";
import { type Image, parseImage } from "./model/image.ts";
import { tagParameters } from "./model/tag.ts";
import { allItems, type Page, type Paging, pagingParameters, parsePage } from "./page.ts";
import type { Done } from "./tags.ts";

/** Calls about images. */
export interface ImageCalls {
  /**
   * Starts the creation of an image; it is Creating when this returns. Repeating it with the same token and the same fields
   * gives the same image. An error with `ambiguous: true` means that the image may exist all the same: repeat the call with
   * the same token, or look for the name.
   */
  createImage(request: CreateImageRequest, signal: AbortSignal): Promise<CreatedImage>;
  /** One page of the images that meet the conditions. */
  describeImages(filters: ImageFilters, paging: Paging, signal: AbortSignal): Promise<Page<Image>>;
  /**
   * An own image by ID, whatever its status; null when there is none. Look-ups that arrive together share one
   * DescribeImages of up to 100 IDs.
   */
  describeImage(imageId: string, signal: AbortSignal, options?: LookupOptions): Promise<Image | null>;
  /** An own image by its exact name, whatever its status; null when there is none. */
  describeImageByName(imageName: string, signal: AbortSignal): Promise<Image | null>;
  /** Changes what the request names and keeps the rest. */
  modifyImageAttribute(request: ModifyImageAttributeRequest, signal: AbortSignal): Promise<Done>;
  /**
   * Starts the deletion of an image; it disappears a little later. An image that is not there counts as deleted.
   * `force` deletes it even if instances use it.
   */
  deleteImage(imageId: string, force: boolean, signal: AbortSignal): Promise<DeletedImage>;
}

/** The image calls of a client. */
export function imageCalls(
  caller: Caller,
  lookups: Pick<ImageLookupSettings, "delayMs" | "elapsed">,
): ImageCalls {
  const withEveryStatus = createStatusFallback();

  const describe = (
    parameters: { readonly [name: string]: ParameterValue },
    paging: Paging,
    signal: AbortSignal,
  ): Promise<Page<Image>> =>
    caller.call(
      {
        action: "DescribeImages",
        parameters: { ...parameters, ...pagingParameters(paging) },
        parse: (answer, requestId) =>
          parsePage(answer, requestId, { container: "Images", item: "Image", parse: parseImage }),
      },
      signal,
    );

  const { describeImage, forget } = createImageLookup({
    ...lookups,
    crowded: () => caller.isSlowedDown,
    withEveryStatus,
    fetchImages: ({ imageIds, status, pageNumber }, signal) =>
      describe(
        { ImageId: imageIds?.join(","), ImageOwnerAlias: "self", Status: status },
        { pageNumber },
        signal,
      ),
  });
  caller.onChange(forget);

  return {
    async createImage(request, signal) {
      requireClientToken(request.clientToken);
      return caller.call(
        {
          action: "CreateImage",
          subject: request.imageName ? `image ${JSON.stringify(request.imageName)}` : "an image",
          mutating: true,
          parameters: createImageParameters(request),
          parse: (answer, requestId) => ({ imageId: answer.requiredString("ImageId"), requestId }),
        },
        signal,
      );
    },

    async describeImages(filters, paging, signal) {
      const { statuses } = filters;
      const query = (status: string | undefined) =>
        describe({ ...filterParameters(filters), Status: status }, paging, signal);
      return statuses === "every" ? withEveryStatus(query) : query(statuses?.join(","));
    },

    describeImage,

    async describeImageByName(imageName, signal) {
      if (imageName === "") throw configurationError("the image name must not be empty");
      return withEveryStatus(async (status) => {
        const pages = allItems((pageNumber) =>
          describe({ ImageName: imageName, ImageOwnerAlias: "self", Status: status }, { pageNumber }, signal),
        );
        // The service searches loosely: names that merely contain the text come back as well.
        for await (const image of pages) if (image.imageName === imageName) return image;
        return null;
      });
    },

    async modifyImageAttribute(request, signal) {
      requireImageId(request.imageId);
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
          parse: (_answer, requestId) => ({ requestId }),
        },
        signal,
      );
    },

    async deleteImage(imageId, force, signal) {
      requireImageId(imageId);
      try {
        return await caller.call(
          {
            action: "DeleteImage",
            subject: `image ${imageId}`,
            mutating: true,
            parameters: { ImageId: imageId, Force: force ? true : undefined },
            parse: (_answer, requestId) => ({ existed: true, requestId }),
          },
          signal,
        );
      } catch (error) {
        if (!(error instanceof EcsError) || error.code !== "InvalidImageId.NotFound") throw error;
        return { existed: false, requestId: error.requestId };
      }
    },
  };
}

function createImageParameters(request: CreateImageRequest): { readonly [name: string]: ParameterValue } {
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
    Tag: tagParameters(request.tags),
  };
}

function filterParameters(filters: ImageFilters): { readonly [name: string]: ParameterValue } {
  if (filters.imageIds?.length === 0) throw configurationError("imageIds must name at least one ID");
  return {
    ImageId: filters.imageIds?.join(","),
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
    Tag: tagParameters(filters.tags),
  };
}
