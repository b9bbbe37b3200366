import type { ErrorRow } from "./row.ts";

/** Errors about tags. */
export const tagErrors = {
  duplicateTagKey: [400, "Duplicate.TagKey", "The Tag.N.Key contain duplicate key."],
  tagKeyMalformed: [400, "InvalidTagKey.Malformed", "The specified Tag.n.Key is not valid."],
  tagValueMalformed: [400, "InvalidTagValue.Malformed", "The specified Tag.n.Value is not valid."],
  tagMismatch: [400, "InvalidTag.Mismatch", "The specified Tag.n.Key and Tag.n.Value are not match."],
  tagCount: [400, "InvalidTagCount", "The specified tags are beyond the permitted range."],
  tagQuota: [403, "QuotaExceed.Tags", "The quota of tags on resource is beyond permitted range."],
  tooManyResourceIds: [
    400,
    "NumberExceed.ResourceIds",
    "The ResourceIds parameter's number is exceed , Valid : 50",
  ],
  tooManyTags: [400, "NumberExceed.Tags", "The Tags parameter's number is exceed , Valid : 20"],
  tagsOnResource: [
    400,
    "OperationDenied.QuotaExceed",
    "The quota of tags on resource is beyond permitted range.",
  ],
  missingResourceType: [
    404,
    "MissingParameter.ResourceType",
    "The parameter - ResourceType should not be null",
  ],
  missingResourceIds: [
    404,
    "MissingParameter.ResourceIds",
    "The parameter - ResourceIds.N should not be null",
  ],
  missingTags: [404, "MissingParameter.Tags", "The parameter - Tags should not be null"],
  resourceNotFound: [
    404,
    "InvalidResourceId.NotFound",
    "The specified ResourceIds are not found in our records.",
  ],
  resourceTypeNotFound: [
    404,
    "InvalidResourceType.NotFound",
    "The ResourceType provided does not exist in our records.",
  ],
  untagConflict: [
    403,
    "Param.Conflict",
    "The specified all is true, but the specified TagKey.N is not empty.",
  ],
  tagKeyIllegal: [400, "InvalidTagKey.Malformed", "The parameter Tag.n.Key is illegal."],
  tagFilterValue: [400, "InvalidParameter.TagValue", "The specified parameter Tag.N.Value is not valid."],
} as const satisfies Record<string, ErrorRow>;
