import { apiError } from "../../errors/api-error.ts";
import { withoutTags } from "../../model/tag.ts";
import { defineAction } from "../common/define-action.ts";
import { isSystemTagKey, MAX_TAGS } from "../parameters/tag-rules.ts";
import { findResource, oneResourceParameters, resourceErrors } from "./find-tagged-resource.ts";
import { taggable } from "./tagged-resources.ts";

/**
 * RemoveTags: removes tags from one resource, by key, or by key and value where the request names a value. An unknown
 * one is not an error. Without tags nothing is removed.
 */
export const removeTags = defineAction({
  name: "RemoveTags",
  writes: true,
  parameters: oneResourceParameters,
  errors: resourceErrors,
  find: findResource,
  handle(stack, values, resource) {
    if (values.Tag.length > MAX_TAGS) throw apiError("tagCount");
    const tags = withoutTags(
      resource.tags,
      ({ TagKey, TagValue }) =>
        !isSystemTagKey(TagKey) &&
        values.Tag.some((tag) => tag.TagKey === TagKey && (tag.TagValue ?? TagValue) === TagValue),
    );
    taggable(stack, values.ResourceType).setTags(resource.id, tags);
    return {};
  },
});
