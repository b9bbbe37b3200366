import { apiError } from "../../errors/api-error.ts";
import { withTags } from "../../model/tag.ts";
import { defineAction } from "../common/define-action.ts";
import { findRegion, regionId } from "../common/find-region.ts";
import { tagList } from "../parameters/list-parameters.ts";
import { checkTags, MAX_TAGS, userTagCount } from "../parameters/tag-rules.ts";
import { findTagged, resourceIds, resourceType, taggable, taggedErrors } from "./tagged-resources.ts";

/** TagResources: sets tags on up to 50 resources of one type; an existing key gets the new value. */
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
