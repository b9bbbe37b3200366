import { apiError } from "../errors/api-error.ts";
import { withoutTags, withTags } from "../model/tag.ts";
import { checkTags, isSystemTagKey, MAX_TAGS } from "../rules/tags.ts";
import { defineAction } from "./action.ts";
import { findRegion, regionId } from "./common.ts";
import { tagList, texts } from "./list-parameters.ts";
import { flag } from "./parameter.ts";
import { findTagged, resourceIds, resourceType, taggedErrors } from "./tagged-resources.ts";

/** TagResources: sets tags on up to 50 resources of one type; a key that is there gets the new value. */
export const tagResources = defineAction({
  name: "TagResources",
  writes: true,
  parameters: {
    RegionId: regionId,
    ResourceType: resourceType,
    ResourceId: resourceIds,
    Tag: tagList({ legacy: false }),
  },
  errors: [
    "regionNotFound",
    "missingResourceType",
    "missingResourceIds",
    "missingTags",
    ...taggedErrors,
    "tooManyTags",
    "tagKeyMalformed",
    "tagValueMalformed",
    "duplicateTagKey",
    "tagsOnResource",
  ],
  find(stack, values) {
    const region = findRegion(stack, values.RegionId);
    if (values.ResourceId.length === 0) throw apiError("missingResourceIds");
    if (values.Tag.length === 0) throw apiError("missingTags");
    return findTagged(stack, region.regionId, values.ResourceType, values.ResourceId);
  },
  handle(_stack, values, resources) {
    if (values.Tag.length > MAX_TAGS) throw apiError("tooManyTags");
    const tags = checkTags(values.Tag);
    const changed = resources.map((resource) => withTags(resource.fields.Tags, tags));
    const userTags = changed.map((all) => all.Tag.filter((tag) => !isSystemTagKey(tag.TagKey)));
    if (userTags.some((own) => own.length > MAX_TAGS)) throw apiError("tagsOnResource");
    for (const resource of resources) {
      resource.fields = { ...resource.fields, Tags: withTags(resource.fields.Tags, tags) };
    }
    return {};
  },
});

/**
 * UntagResources: removes the tags of those keys, or with All every tag a user can set. A key that is not there is no error.
 */
export const untagResources = defineAction({
  name: "UntagResources",
  writes: true,
  parameters: {
    RegionId: regionId,
    ResourceType: resourceType,
    ResourceId: resourceIds,
    TagKey: texts(),
    All: flag(),
  },
  errors: [
    "regionNotFound",
    "missingResourceType",
    "missingResourceIds",
    "missingTags",
    ...taggedErrors,
    "tooManyTags",
    "duplicateTagKey",
    "untagConflict",
  ],
  find(stack, values) {
    const region = findRegion(stack, values.RegionId);
    if (values.ResourceId.length === 0) throw apiError("missingResourceIds");
    if (values.TagKey.length === 0 && values.All !== true) throw apiError("missingTags");
    return findTagged(stack, region.regionId, values.ResourceType, values.ResourceId);
  },
  handle(_stack, values, resources) {
    const keys = new Set(values.TagKey);
    if (values.TagKey.length > MAX_TAGS) throw apiError("tooManyTags");
    if (keys.size < values.TagKey.length) throw apiError("duplicateTagKey");
    if (values.All === true && keys.size > 0) throw apiError("untagConflict");
    for (const resource of resources) {
      const Tags = withoutTags(
        resource.fields.Tags,
        (key) => !isSystemTagKey(key) && (values.All === true || keys.has(key)),
      );
      resource.fields = { ...resource.fields, Tags };
    }
    return {};
  },
});
