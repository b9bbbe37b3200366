import type { Period } from "./time.ts";

/** The stored fields of a task, with the names and types of DescribeTasks. */
export type TaskFields = {
  readonly CreationTime: string;
  /** Empty while the task is running. */
  readonly FinishedTime: string;
  readonly ResourceId: string;
  readonly TaskAction: "ImportImage" | "ExportImage";
  readonly TaskId: string;
  readonly TaskStatus: "Processing" | "Finished" | "Failed" | "Deleted";
};

/** One step of a task. DescribeTaskAttribute shows it once the task has ended. */
export type TaskItem = {
  readonly ErrorCode: string;
  readonly ErrorMsg: string;
  readonly RelatedItems: readonly { readonly Name: string; readonly Value: string }[];
};

/** A task of the stack: an import or an export of an image. */
export interface Task {
  readonly regionId: string;
  readonly sequence: number;
  readonly fields: TaskFields;
  readonly period: Period;
  /** Its steps; one with an ErrorCode will fail. */
  readonly items: readonly TaskItem[];
}

/** Whether the item ends with an error. */
export function hasFailed(item: TaskItem): boolean {
  return item.ErrorCode !== "";
}
