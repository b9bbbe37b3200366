import type { Caller } from "../call/call.ts";
import { type Instance, instanceFromApi } from "./model/instance.ts";
import { type Tag, tagsToRequest } from "./model/tag.ts";
import { idsToJson, type Page, type Paging, pageFromApi, pagingToRequest } from "./page.ts";

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
  /** One page of the instances that meet the conditions. Unknown IDs are left out of the response. */
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
            InstanceIds: idsToJson("instanceIds", filters.instanceIds),
            InstanceName: filters.instanceName,
            Status: filters.status,
            Tag: tagsToRequest(filters.tags),
            ...pagingToRequest(paging),
          },
          parse: (response, requestId) =>
            pageFromApi(response, requestId, paging, {
              container: "Instances",
              item: "Instance",
              fromApi: instanceFromApi,
            }),
        },
        signal,
      );
    },
  };
}
