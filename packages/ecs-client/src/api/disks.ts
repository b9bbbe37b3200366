import type { Caller } from "../call/call.ts";
import { idsToJson } from "./id-lists.ts";
import { type Disk, diskFromApi } from "./model/disk.ts";
import { type Tag, tagsToRequest } from "./model/tag.ts";
import { describePage, type ListAction, type Page, type Paging } from "./page.ts";

/** Conditions of DescribeDisks; all must hold. */
export interface DiskFilters {
  /** At most 100. */
  readonly diskIds?: readonly string[] | undefined;
  readonly instanceId?: string | undefined;
  /** system, data or all. */
  readonly diskType?: string | undefined;
  readonly status?: string | undefined;
  readonly snapshotId?: string | undefined;
  readonly tags?: readonly Tag[] | undefined;
}

/** Calls about disks. */
export interface DiskCalls {
  /** One page of the disks that meet the conditions. Unknown IDs are left out of the response. */
  describeDisks(filters: DiskFilters, paging: Paging, signal: AbortSignal): Promise<Page<Disk>>;
}

const list: ListAction<Disk> = {
  action: "DescribeDisks",
  container: "Disks",
  item: "Disk",
  fromApi: diskFromApi,
};

/** The disk calls of a client. */
export function diskCalls(caller: Caller): DiskCalls {
  return {
    async describeDisks(filters, paging, signal) {
      const parameters = {
        DiskIds: idsToJson("diskIds", filters.diskIds),
        InstanceId: filters.instanceId,
        DiskType: filters.diskType,
        Status: filters.status,
        SnapshotId: filters.snapshotId,
        Tag: tagsToRequest(filters.tags),
      };
      return describePage(caller, list, parameters, paging, signal);
    },
  };
}
