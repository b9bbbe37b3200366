import type { ErrorRow } from "./row.ts";

/** Errors that several actions share. */
export const commonErrors = {
  regionNotFound: [404, "InvalidRegionId.NotFound", "The specified RegionId does not exist."],
  familyRegionNotFound: [404, "InvalidRegionId.NotFound", "The RegionId provided does not exist."],
  clientTokenMalformed: [
    400,
    "InvalidClientToken.Malformed",
    "The specified parameter clientToken is not valid.",
  ],
  clientTokenNotSupported: [
    400,
    "InvalidClientToken.ValueNotSupported",
    "The ClientToken provided is invalid.",
  ],
  idempotentMismatch: [400, "IdempotentParameterMismatch", "The request is retried with updated parameters."],
  resourceGroupNotFound: [
    404,
    "InvalidResourceGroup.NotFound",
    "The ResourceGroup provided does not exist in our records.",
  ],
  missingParameter: [
    400,
    "MissingParameter",
    "The input parameter %s that is mandatory for processing this request is not supplied.",
  ],
  invalidParamter: [400, "InvalidParamter", "Invalid Parameter"],
  imageNotFound: [404, "InvalidImageId.NotFound", "The specified ImageId does not exist."],
  instanceNotFound: [404, "InvalidInstanceId.NotFound", "The specified InstanceId does not exist."],
  snapshotNotFound: [404, "InvalidSnapshotId.NotFound", "The specified SnapshotId does not exist."],
  diskNotFound: [404, "InvalidDiskId.NotFound", "The specified DiskId does not exist."],
  statusNotFound: [404, "InvalidStatus.NotFound", "The specified Status is not found"],
  filterKeyNotFound: [404, "InvalidFilterKey.NotFound", "The specified Filter Key is not found."],
  filterValueInvalid: [404, "InvalidFilterValue", "The specified Filter Value is not valid."],
  usageInvalid: [404, "InvalidUsage", "The specified Usage is not valid."],
  instanceNameMalformed: [
    400,
    "InvalidInstanceName.Malformed",
    "The specified InstanceName is wrongly formed.",
  ],
} as const satisfies Record<string, ErrorRow>;
