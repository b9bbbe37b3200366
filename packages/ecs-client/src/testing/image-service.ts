import { type Responder, sendJson } from "./test-server.ts";

/** A service that has the given images, by ID, and gives them in pages. */
export function imageService(imageIds: readonly string[], maxPageSize = 100): Responder {
  return ({ parameters }, response) => {
    const wanted = parameters.ImageId?.split(",") ?? imageIds;
    const found = imageIds.filter((id) => wanted.includes(id));
    const size = Math.min(maxPageSize, Number(parameters.PageSize));
    const start = (Number(parameters.PageNumber) - 1) * size;
    const page = found.slice(start, start + size).map((id) => ({ ImageId: id, ImageName: `name of ${id}` }));
    sendJson(response, 200, { RequestId: "R-1", TotalCount: found.length, Images: { Image: page } });
  };
}
