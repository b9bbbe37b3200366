import { apiError } from "../../errors/api-error.ts";
import type { JsonObject } from "../../wire/json.ts";
import { defineAction } from "../common/define-action.ts";
import { findRegion, regionId } from "../common/find-region.ts";
import { tagList } from "../parameters/list-parameters.ts";
import { numberedPage, pageParameters } from "../parameters/paging.ts";
import { text } from "../parameters/parameter.ts";
import { isSystemTagKey, isTagKey, MAX_TAGS } from "../parameters/tag-rules.ts";
import { type TaggedResource, taggable } from "./tagged-resources.ts";

/** DescribeTags counts resources of these types under these names; the stack has only some of them. */
const COUNTED_TYPES = {
  Ddh: "ddh",
  Disk: "disk",
  Eni: "eni",
  Image: "image",
  Instance: "instance",
  KeyPair: "keypair",
  LaunchTemplate: "launchtemplate",
  ReservedInstance: "reservedinstance",
  Securitygroup: "securitygroup",
  Snapshot: "snapshot",
  SnapshotPolicy: "snapshotpolicy",
  Volume: "volume",
} as const;

/** DescribeTags: the different tags of a region, of one type or of one resource, and how many resources have each. */
export const describeTags = defineAction({
  name: "DescribeTags",
  writes: false,
  parameters: {
    RegionId: regionId,
    ResourceType: text(),
    ResourceId: text(),
    Category: text(),
    Tag: tagList({ legacy: true }),
    ...pageParameters,
  },
  errors: ["regionNotFound", "resourceTypeNotFound", "tagCount", "tagKeyIllegal"],
  find(stack, values) {
    const region = findRegion(stack, values.RegionId);
    const { ResourceType, ResourceId } = values;
    const types = ResourceType === undefined ? Object.values(COUNTED_TYPES) : [ResourceType];
    const ids = ResourceId === undefined ? undefined : [ResourceId];
    return types.map((type) => ({
      type,
      resources: taggable(stack, type)
        .visible(ids)
        .filter((resource) => resource.regionId === region.regionId),
    }));
  },
  handle(_stack, values, kinds) {
    if (values.Tag.length > MAX_TAGS) throw apiError("tagCount");
    const isWanted = ({ TagKey, TagValue }: { TagKey: string; TagValue: string }) =>
      values.Tag.length === 0 ||
      values.Tag.some((tag) => tag.TagKey === TagKey && (tag.TagValue ?? TagValue) === TagValue);
    if (values.Tag.some(({ TagKey }) => TagKey === undefined || !isReadableKey(TagKey))) {
      throw apiError("tagKeyIllegal");
    }
    const rows = tagRows(kinds).filter(isWanted);
    const page = numberedPage(rows, { ...values, PageSize: values.PageSize ?? 50 });
    return { ...page.fields, Tags: { Tag: page.items } };
  },
});

function isReadableKey(key: string): boolean {
  return isTagKey(key) || isSystemTagKey(key);
}

/** One row for each pair of key and value that some resource has. */
function tagRows(
  kinds: readonly { readonly type: string; readonly resources: readonly TaggedResource[] }[],
): (JsonObject & { readonly TagKey: string; readonly TagValue: string })[] {
  const counts = new Map<string, { TagKey: string; TagValue: string; byType: Map<string, number> }>();
  for (const { type, resources } of kinds) {
    for (const { TagKey, TagValue } of resources.flatMap((resource) => resource.tags.Tag)) {
      const key = JSON.stringify([TagKey, TagValue]);
      const row = counts.get(key) ?? { TagKey, TagValue, byType: new Map<string, number>() };
      row.byType.set(type, (row.byType.get(type) ?? 0) + 1);
      counts.set(key, row);
    }
  }
  return [...counts.values()].map(({ TagKey, TagValue, byType }) => ({
    TagKey,
    TagValue,
    ResourceTypeCount: Object.fromEntries(
      Object.entries(COUNTED_TYPES).map(([name, type]) => [name, byType.get(type) ?? 0]),
    ),
  }));
}
