import type { Caller } from "../call/call.ts";
import type { CallSpec } from "../call/call-spec.ts";
import type { Acknowledgement } from "./acknowledgement.ts";
import { requireNotEmpty } from "./argument-checks.ts";
import { type Tag, tagsToRequest } from "./model/tag.ts";
import { type TagResource, tagResourceFromApi } from "./model/tag-resource.ts";

/** Resources to tag: at most 50 of one type. */
export interface TagTarget {
  /** image, snapshot, instance, disk and others. */
  readonly resourceType: string;
  readonly resourceIds: readonly string[];
}

/** One page of tags. */
export interface TagPage {
  readonly items: readonly TagResource[];
  /** Give it back to get the next page; null on the last one. */
  readonly nextToken: string | null;
  readonly requestId: string | null;
}

/** Calls about tags. All of them may be repeated without harm. */
export interface TagCalls {
  /** Sets tags, at most 20; the value of an existing key is overwritten. */
  tagResources(target: TagTarget, tags: readonly Tag[], signal: AbortSignal): Promise<Acknowledgement>;
  /** Removes tags by key, at most 20; absent keys are no error. */
  untagResources(
    target: TagTarget,
    tagKeys: readonly string[],
    signal: AbortSignal,
  ): Promise<Acknowledgement>;
  /** One page of the tags of resources. */
  listTagResources(target: TagTarget, nextToken: string | null, signal: AbortSignal): Promise<TagPage>;
}

/** The tag calls of a client. */
export function tagCalls(caller: Caller): TagCalls {
  const change = (
    action: "TagResources" | "UntagResources",
    target: TagTarget,
    changes: CallSpec<unknown>["parameters"],
    signal: AbortSignal,
  ): Promise<Acknowledgement> =>
    caller.call(
      {
        action,
        subject: subjectOf(target),
        mutating: true,
        parameters: { ...targetToRequest(target), ...changes },
        parse: (_response, requestId) => ({ requestId }),
      },
      signal,
    );

  return {
    async tagResources(target, tags, signal) {
      requireNotEmpty("tags", tags);
      return change("TagResources", target, { Tag: tagsToRequest(tags) }, signal);
    },
    async untagResources(target, tagKeys, signal) {
      requireNotEmpty("tagKeys", tagKeys);
      return change("UntagResources", target, { TagKey: tagKeys }, signal);
    },
    async listTagResources(target, nextToken, signal) {
      return caller.call(
        {
          action: "ListTagResources",
          subject: subjectOf(target),
          parameters: { ...targetToRequest(target), NextToken: nextToken },
          parse: (response, requestId) => ({
            items: response.requiredList("TagResources", "TagResource").map(tagResourceFromApi),
            nextToken: response.string("NextToken") || null,
            requestId,
          }),
        },
        signal,
      );
    },
  };
}

function targetToRequest(target: TagTarget) {
  requireNotEmpty("resourceIds", target.resourceIds);
  return { ResourceType: target.resourceType, ResourceId: target.resourceIds };
}

function subjectOf({ resourceType, resourceIds }: TagTarget): string {
  const [first, ...others] = resourceIds;
  return `${resourceType} ${first}${others.length > 0 ? ` and ${others.length} more` : ""}`;
}
