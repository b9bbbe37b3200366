import { apiError } from "../../errors/api-error.ts";
import { type Image, isUsable } from "../../model/image.ts";
import type { Stack } from "../../model/stack.ts";
import { parseFilterTime } from "../common/filters.ts";
import { imageUsage } from "./image-to-api.ts";

/** The values of the filters of DescribeImages. */
export interface ImageQuery {
  readonly Status: readonly string[] | undefined;
  readonly ImageFamily: string | undefined;
  readonly ImageOwnerAlias: string | undefined;
  readonly ImageOwnerId: number | undefined;
  readonly Usable: boolean | undefined;
  readonly Usage: string | undefined;
  readonly SnapshotId: string | undefined;
  readonly OSType: string | undefined;
  readonly Architecture: string | undefined;
  readonly IsPublic: boolean | undefined;
  readonly IsSupportCloudinit: boolean | undefined;
  readonly IsSupportIoOptimized: boolean | undefined;
  readonly ResourceGroupId: string | undefined;
  readonly Filter: readonly { readonly Key: string | undefined; readonly Value: string | undefined }[];
}

type Accepts = (image: Image) => boolean;

/** One test for every filter that the request has. An image is in the response when all of them accept it. */
export function imageFilters(query: ImageQuery, stack: Stack): Accepts[] {
  const tests: Accepts[] = query.Filter.map(keyFilter);
  const when = <T>(value: T | undefined, test: (image: Image, value: T) => boolean) => {
    if (value !== undefined) tests.push((image) => test(image, value));
  };
  when(query.ImageFamily, (image, value) => image.fields.ImageFamily === value);
  when(query.ImageOwnerId, (image, value) => image.fields.ImageOwnerId === value);
  when(query.SnapshotId, (image, value) =>
    image.fields.DiskDeviceMappings.DiskDeviceMapping.some((mapping) => mapping.SnapshotId === value),
  );
  when(query.OSType, (image, value) => image.fields.OSType === value);
  when(query.Architecture, (image, value) => image.fields.Architecture === value);
  when(query.IsSupportCloudinit, (image, value) => image.fields.IsSupportCloudinit === value);
  when(query.IsSupportIoOptimized, (image, value) => image.fields.IsSupportIoOptimized === value);
  when(query.ResourceGroupId, (image, value) => image.fields.ResourceGroupId === value);
  when(query.Usable, (image, value) => isUsable(image) === value);
  when(query.Usage, (image, value) => imageUsage(stack, image) === value);
  tests.push((image) => ownerMatches(image, query));
  return tests;
}

/** Without an alias: images of the system, own ones and shared ones, but no community or marketplace images. */
function ownerMatches({ fields }: Image, query: ImageQuery): boolean {
  if (query.ImageOwnerAlias === undefined) return fields.ImageOwnerAlias !== "marketplace";
  if (fields.ImageOwnerAlias !== query.ImageOwnerAlias) return false;
  return query.ImageOwnerAlias !== "others" || fields.IsPublic === (query.IsPublic ?? false);
}

function keyFilter(filter: {
  readonly Key: string | undefined;
  readonly Value: string | undefined;
}): Accepts {
  const { Key, Value = "" } = filter;
  switch (Key) {
    case "CreationStartTime": {
      const timeMs = parseFilterTime(Value);
      return (image) => Date.parse(image.fields.CreationTime) >= timeMs;
    }
    case "CreationEndTime": {
      const timeMs = parseFilterTime(Value);
      return (image) => Date.parse(image.fields.CreationTime) <= timeMs;
    }
    case "NetworkType":
      if (Value !== "vpc" && Value !== "classic") throw apiError("filterNetworkType");
      return () => true;
    case "CpuOnlineUpgrade":
    case "CpuOnlineDowngrade":
    case "MemoryOnlineUpgrade":
    case "MemoryOnlineDowngrade":
      if (Value !== "supported" && Value !== "unsupported") throw apiError("filterValueInvalid");
      return (image) => image.fields.Features[Key] === Value;
    default:
      throw apiError("filterKeyNotFound");
  }
}
