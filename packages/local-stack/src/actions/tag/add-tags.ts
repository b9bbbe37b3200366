import { apiError } from "../../errors/api-error.ts";
import { withTags } from "../../model/tag.ts";
import { defineAction } from "../common/define-action.ts";
import { checkTags, MAX_TAGS, userTagCount } from "../parameters/tag-rules.ts";
import { findResource, oneResourceParameters, resourceErrors } from "./find-tagged-resource.ts";
import { taggable } from "./tagged-resources.ts";

/** AddTags: sets tags on one resource; an existing key gets the new value. TagResources is its successor. */
export const addTags = defineAction({
  name: "AddTags",
  writes: true,
  parameters: oneResourceParameters,
  errors: [...resourceErrors, "tagMismatch", "tagKeyMalformed", "tagValueMalformed", "duplicateTagKey"],
  find: findResource,
  handle(stack, values, resource) {
    if (values.Tag.length === 0 || values.Tag.length > MAX_TAGS) throw apiError("tagCount");
    if (values.Tag.some((tag) => tag.TagKey === undefined)) throw apiError("tagMismatch");
    const tags = withTags(resource.tags, checkTags(values.Tag));
    if (userTagCount(tags) > MAX_TAGS) throw apiError("tagCount");
    taggable(stack, values.ResourceType).setTags(resource.id, tags);
    return {};
  },
});
