import type { Caller } from "../call/call.ts";
import { type Instance, parseInstance } from "./model/instance.ts";
import { type Tag, tagParameters } from "./model/tag.ts";
import { jsonIds, type Page, type Paging, pagingParameters, parsePage } from "./page.ts";

/** Conditions of DescribeInstances; all must hold. */
export interface InstanceFilters {
  /** Instances made from this image. */
  readonly imageId?: string | undefined;
  /** At most 100. */
  readonly instanceIds?: readonly string[] | undefined;
  /** `*` stands for anything. */
  readonly instanceName?: string | undefined;
  /** Pending, Starting, Running, Stopping or Stopped. */
  readonly status?: string | undefined;
  readonly tags?: readonly Tag[] | undefined;
}

/** Calls about instances. */
export interface InstanceCalls {
  /** One page of the instances that meet the conditions. Unknown IDs are left out of the answer. */
  describeInstances(filters: InstanceFilters, paging: Paging, signal: AbortSignal): Promise<Page<Instance>>;
}

/** The instance calls of a client. */
export function instanceCalls(caller: Caller): InstanceCalls {
  return {
    async describeInstances(filters, paging, signal) {
      return caller.call(
        {
          action: "DescribeInstances",
          parameters: {
            ImageId: filters.imageId,
            InstanceIds: jsonIds("instanceIds", filters.instanceIds),
            InstanceName: filters.instanceName,
            Status: filters.status,
            Tag: tagParameters(filters.tags),
            ...pagingParameters(paging),
          },
          parse: (answer, requestId) =>
            parsePage(answer, requestId, { container: "Instances", item: "Instance", parse: parseInstance }),
        },
        signal,
      );
    },
  };
}
