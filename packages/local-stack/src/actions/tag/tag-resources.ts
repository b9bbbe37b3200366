import { apiError } from "../../errors/api-error.ts";
import { withoutTags, withTags } from "../../model/tag.ts";
import { findRegion, regionId } from "../common/lookup.ts";
import { defineAction } from "../define-action.ts";
import { tagList, texts } from "../parameters/list-parameters.ts";
import { flag } from "../parameters/parameter.ts";
import { checkTags, isSystemTagKey, MAX_TAGS, userTagCount } from "../parameters/tag-rules.ts";
import { findTagged, resourceIds, resourceType, taggable, taggedErrors } from "./tagged-resources.ts";

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
  handle(stack, values, resources) {
    if (values.Tag.length > MAX_TAGS) throw apiError("tooManyTags");
    const tags = checkTags(values.Tag);
    const changed = resources.map((resource) => ({ id: resource.id, all: withTags(resource.tags, tags) }));
    if (changed.some(({ all }) => userTagCount(all) > MAX_TAGS)) throw apiError("tagsOnResource");
    const { setTags } = taggable(stack, values.ResourceType);
    for (const { id, all } of changed) setTags(id, all);
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
  handle(stack, values, resources) {
    const keys = new Set(values.TagKey);
    if (values.TagKey.length > MAX_TAGS) throw apiError("tooManyTags");
    if (keys.size < values.TagKey.length) throw apiError("duplicateTagKey");
    if (values.All === true && keys.size > 0) throw apiError("untagConflict");
    const { setTags } = taggable(stack, values.ResourceType);
    for (const { id, tags } of resources) {
      setTags(
        id,
        withoutTags(
          tags,
          ({ TagKey }) => !isSystemTagKey(TagKey) && (values.All === true || keys.has(TagKey)),
        ),
      );
    }
    return {};
  },
});
