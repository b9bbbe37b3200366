import { apiError } from "../../errors/api-error.ts";
import type { Tag } from "../../model/tag.ts";
import { defineAction } from "../common/define-action.ts";
import { matchesPattern } from "../common/filters.ts";
import { findRegion, regionId } from "../common/find-region.ts";
import { structures, tagList, texts } from "../parameters/list-parameters.ts";
import { tokenPage } from "../parameters/paging.ts";
import { text } from "../parameters/parameter.ts";
import { MAX_TAGS } from "../parameters/tag-rules.ts";
import { checkResourceIdCount, resourceIds, resourceType, taggable } from "./tagged-resources.ts";

/** The rows of a page. */
const PAGE_SIZE = 50;

/**
 * ListTagResources: one row per tag of the named resources, of those that have all of the tags (a key alone matches any
 * value), or of those that match the filters, in which `*` stands for any characters. Unknown IDs have no rows.
 */
export const listTagResources = defineAction({
  name: "ListTagResources",
  writes: false,
  parameters: {
    RegionId: regionId,
    ResourceType: resourceType,
    ResourceId: resourceIds,
    Tag: tagList({ legacy: false }),
    TagFilter: structures({ TagKey: text(), TagValues: texts() }),
    NextToken: text(),
  },
  errors: [
    "regionNotFound",
    "missingResourceType",
    "missingResourceIds",
    "resourceTypeNotFound",
    "tooManyResourceIds",
    "tooManyTags",
    "tagFilterValue",
  ],
  find(stack, values) {
    const region = findRegion(stack, values.RegionId);
    const resources = taggable(stack, values.ResourceType);
    if (values.ResourceId.length + values.Tag.length + values.TagFilter.length === 0) {
      throw apiError("missingResourceIds");
    }
    const ids = values.ResourceId.length === 0 ? undefined : values.ResourceId;
    return resources.visible(ids).filter((resource) => resource.regionId === region.regionId);
  },
  handle(_stack, values, resources) {
    checkResourceIdCount(values.ResourceId);
    if (values.Tag.length > MAX_TAGS) throw apiError("tooManyTags");
    if (values.Tag.some((tag) => tag.TagKey === undefined)) throw apiError("tagFilterValue");
    const rows = resources
      .map(({ id, tags }) => ({ id, tags: tags.Tag }))
      .filter(
        ({ tags }) =>
          values.Tag.every((wanted) => tags.some((tag) => isTag(tag, wanted))) &&
          values.TagFilter.every((filter) => tags.some((tag) => passes(tag, filter))),
      )
      .flatMap(({ id, tags }) =>
        tags.map((tag) => ({ ResourceId: id, ResourceType: values.ResourceType, ...tag })),
      );
    const { items, nextToken } = tokenPage(rows, values.NextToken, PAGE_SIZE);
    return { NextToken: nextToken, TagResources: { TagResource: items } };
  },
});

function isTag(tag: Tag, wanted: Partial<Tag>): boolean {
  return tag.TagKey === wanted.TagKey && (wanted.TagValue === undefined || tag.TagValue === wanted.TagValue);
}

function passes(tag: Tag, filter: { TagKey: string | undefined; TagValues: readonly string[] }): boolean {
  return (
    matchesPattern(tag.TagKey, filter.TagKey ?? "*") &&
    (filter.TagValues.length === 0 || filter.TagValues.some((value) => matchesPattern(tag.TagValue, value)))
  );
}
