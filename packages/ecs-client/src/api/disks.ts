import type { Caller } from "../call/call.ts";
import { type Disk, parseDisk } from "./model/disk.ts";
import { type Tag, tagParameters } from "./model/tag.ts";
import { jsonIds, type Page, type Paging, pagingParameters, parsePage } from "./page.ts";

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
  /** One page of the disks that meet the conditions. Unknown IDs are left out of the answer. */
  describeDisks(filters: DiskFilters, paging: Paging, signal: AbortSignal): Promise<Page<Disk>>;
}

/** The disk calls of a client. */
export function diskCalls(caller: Caller): DiskCalls {
  return {
    async describeDisks(filters, paging, signal) {
      return caller.call(
        {
          action: "DescribeDisks",
          parameters: {
            DiskIds: jsonIds("diskIds", filters.diskIds),
            InstanceId: filters.instanceId,
            DiskType: filters.diskType,
            Status: filters.status,
            SnapshotId: filters.snapshotId,
            Tag: tagParameters(filters.tags),
            ...pagingParameters(paging),
          },
          parse: (answer, requestId) =>
            parsePage(answer, requestId, { container: "Disks", item: "Disk", parse: parseDisk }),
        },
        signal,
      );
    },
  };
}
