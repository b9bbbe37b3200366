import type { Region } from "../../model/regions.ts";
import type { JsonObject } from "../../wire/json.ts";

/** A region as the API shows it, without its endpoint. */
export function regionToApi({ regionId, localName }: Region): JsonObject {
  return { RegionId: regionId, LocalName: localName, Status: "available" };
}
