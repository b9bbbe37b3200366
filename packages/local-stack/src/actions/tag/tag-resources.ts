import { apiError } from "../../errors/api-error.ts";
import { withTags } from "../../model/tag.ts";
import { defineAction } from "../common/define-action.ts";
import { regionId } from "../common/find-region.ts";
import { tagList } from "../parameters/list-parameters.ts";
import { checkTags, MAX_TAGS, userTagCount } from "../parameters/tag-rules.ts";
import { findTagTargets, resourceIds, resourceType, taggable, tagTargetErrors } from "./tagged-resources.ts";

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
    ...tagTargetErrors,
    "tooManyTags",
    "tagKeyMalformed",
    "tagValueMalformed",
    "duplicateTagKey",
    "tagsOnResource",
  ],
  find: (stack, values) => findTagTargets(stack, values, values.Tag.length > 0),
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
