import { apiError } from "../../errors/api-error.ts";
import { withoutTags } from "../../model/tag.ts";
import { defineAction } from "../common/define-action.ts";
import { regionId } from "../common/find-region.ts";
import { texts } from "../parameters/list-parameters.ts";
import { flag } from "../parameters/parameter.ts";
import { isSystemTagKey, MAX_TAGS } from "../parameters/tag-rules.ts";
import { findTagTargets, resourceIds, resourceType, taggable, tagTargetErrors } from "./tagged-resources.ts";

/**
 * UntagResources: removes the tags of those keys, or with All every tag that users can set. An unknown key is not an
 * error.
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
  errors: [...tagTargetErrors, "tooManyTags", "duplicateTagKey", "untagConflict"],
  find: (stack, values) => findTagTargets(stack, values, values.TagKey.length > 0 || values.All === true),
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
