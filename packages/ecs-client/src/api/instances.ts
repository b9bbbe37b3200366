import type { Caller } from "../call/call.ts";
import { idsToJson } from "./id-lists.ts";
import { type Instance, instanceFromApi } from "./model/instance.ts";
import { type Tag, tagsToRequest } from "./model/tag.ts";
import { describePage, type ListAction, type Page, type Paging } from "./page.ts";

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

const list: ListAction<Instance> = {
  action: "DescribeInstances",
  container: "Instances",
  item: "Instance",
  fromApi: instanceFromApi,
};

/** The instance calls of a client. */
export function instanceCalls(caller: Caller): InstanceCalls {
  return {
    async describeInstances(filters, paging, signal) {
      const parameters = {
        ImageId: filters.imageId,
        InstanceIds: idsToJson("instanceIds", filters.instanceIds),
        InstanceName: filters.instanceName,
        Status: filters.status,
        Tag: tagsToRequest(filters.tags),
      };
      return describePage(caller, list, parameters, paging, signal);
    },
  };
}
