import type { Caller } from "../call/call.ts";
import { idsToJson } from "./id-lists.ts";
import { type Snapshot, snapshotFromApi } from "./model/snapshot.ts";
import { type Tag, tagsToRequest } from "./model/tag.ts";
import { describePage, type ListAction, type Page, type Paging } from "./page.ts";

/** Conditions of DescribeSnapshots; all must hold. */
export interface SnapshotFilters {
  /** At most 100. */
  readonly snapshotIds?: readonly string[] | undefined;
  readonly diskId?: string | undefined;
  readonly instanceId?: string | undefined;
  readonly snapshotName?: string | undefined;
  /** progressing, accomplished, failed or all. */
  readonly status?: string | undefined;
  /** image, disk, image_disk or none. */
  readonly usage?: string | undefined;
  /** system or data. */
  readonly sourceDiskType?: string | undefined;
  readonly tags?: readonly Tag[] | undefined;
}

/** Calls about snapshots. */
export interface SnapshotCalls {
  /** One page of the snapshots that meet the conditions. Unknown IDs are left out of the response. */
  describeSnapshots(filters: SnapshotFilters, paging: Paging, signal: AbortSignal): Promise<Page<Snapshot>>;
}

const list: ListAction<Snapshot> = {
  action: "DescribeSnapshots",
  container: "Snapshots",
  item: "Snapshot",
  fromApi: snapshotFromApi,
};

/** The snapshot calls of a client. */
export function snapshotCalls(caller: Caller): SnapshotCalls {
  return {
    async describeSnapshots(filters, paging, signal) {
      const parameters = {
        SnapshotIds: idsToJson("snapshotIds", filters.snapshotIds),
        DiskId: filters.diskId,
        InstanceId: filters.instanceId,
        SnapshotName: filters.snapshotName,
        Status: filters.status,
        Usage: filters.usage,
        SourceDiskType: filters.sourceDiskType,
        Tag: tagsToRequest(filters.tags),
      };
      return describePage(caller, list, parameters, paging, signal);
    },
  };
}
