import type { Parameter } from "../signature/parameter.ts";
import type { Fields } from "./fields.ts";
import type { LogFields } from "./logger.ts";

/**
 * The parameters that a log entry of a call may show, and the names of its fields. They say which objects the call is about; every other
 * parameter stays out of the log.
 */
const loggedParameters: Readonly<Record<string, string>> = {
  RegionId: "regionId",
  DestinationRegionId: "destinationRegionId",
  ImageId: "imageId",
  ImageName: "imageName",
  DestinationImageName: "imageName",
  InstanceId: "instanceId",
  InstanceIds: "instanceId",
  SnapshotId: "snapshotId",
  SnapshotIds: "snapshotId",
  "DiskDeviceMapping.SnapshotId": "snapshotId",
  DiskId: "diskId",
  DiskIds: "diskId",
  ResourceType: "resourceType",
  ResourceId: "resourceId",
  RoleArn: "roleArn",
};

/** In a copy the image that the request names is the source; the image of the response is the copy. */
const sourceParameters: Readonly<Record<string, string>> = { ImageId: "sourceImageId" };

/** The objects that a request is about. Several of a kind are joined by commas. */
export function objectsOfRequest(action: string, parameters: readonly Parameter[]): LogFields {
  const names = action === "CopyImage" ? { ...loggedParameters, ...sourceParameters } : loggedParameters;
  const objects = new Map<string, string[]>();
  for (const [parameter, value] of parameters) {
    const name = names[parameter.replace(/\.\d+/g, "")];
    if (name !== undefined) objects.set(name, [...(objects.get(name) ?? []), withoutJson(value)]);
  }
  return Object.fromEntries([...objects].map(([name, values]) => [name, values.join(",")]));
}

/** The object whose ID a response contains: a new image. */
export function objectsOfResponse(fields: Fields): LogFields {
  const imageId = fields.string("ImageId");
  return imageId === null ? {} : { imageId };
}

/** Lists of IDs are sent in JSON: `["s-1","s-2"]`. */
function withoutJson(value: string): string {
  return /^\[.*\]$/s.test(value) ? value.slice(1, -1).replaceAll('"', "") : value;
}
