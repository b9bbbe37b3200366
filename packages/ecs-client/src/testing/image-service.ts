import { type Responder, sendJson } from "./test-server.ts";

/** How a service gives its lists. */
export interface ImageServiceOptions {
  /** Pages are never larger than this, whatever the request says. Default 100. */
  readonly maxPageSize?: number;
  /** Whether it says how many images there are. Default true. */
  readonly counts?: boolean;
}

/** A service that has the given images, by ID, and gives them in pages. */
export function imageService(imageIds: readonly string[], options: ImageServiceOptions = {}): Responder {
  const { maxPageSize = 100, counts = true } = options;
  return ({ parameters }, response) => {
    const wanted = parameters.ImageId?.split(",") ?? imageIds;
    const found = imageIds.filter((id) => wanted.includes(id));
    const size = Math.min(maxPageSize, Number(parameters.PageSize));
    const start = (Number(parameters.PageNumber) - 1) * size;
    const page = found.slice(start, start + size).map((id) => ({ ImageId: id, ImageName: `name of ${id}` }));
    sendJson(response, 200, {
      RequestId: "R-1",
      ...(counts && { TotalCount: found.length }),
      Images: { Image: page },
    });
  };
}
