import type { Stack } from "./stack.ts";
import { isoMinutes, type Period, progress } from "./time.ts";

/** The stored fields of a task, with the names and types of DescribeTasks. */
export type TaskFields = {
  readonly CreationTime: string;
  /** Empty while the task is under way. */
  readonly FinishedTime: string;
  readonly ResourceId: string;
  readonly TaskAction: "ImportImage" | "ExportImage";
  readonly TaskId: string;
  readonly TaskStatus: "Processing" | "Finished" | "Failed" | "Deleted";
};

/** One thing a task has to do, told by DescribeTaskAttribute once it is done. */
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
  /** What it has to do; an item with an ErrorCode will fail. */
  readonly items: readonly TaskItem[];
}

/** Makes a task that is under way and adds it to the stack. It ends by itself when its period is over. */
export function addTask(
  stack: Stack,
  task: Omit<Task, "sequence" | "fields"> &
    Pick<TaskFields, "TaskAction" | "ResourceId"> & { taskId: string },
): Task {
  const { regionId, period, items, taskId, TaskAction, ResourceId } = task;
  const made: Task = {
    regionId,
    sequence: stack.ids.nextSequence(),
    period,
    items,
    fields: {
      CreationTime: isoMinutes(period.startMs),
      FinishedTime: "",
      ResourceId,
      TaskAction,
      TaskId: taskId,
      TaskStatus: "Processing",
    },
  };
  stack.tasks.set(taskId, made);
  watchTask(stack, made);
  return made;
}

/** Has a task that is under way ended when its time is over. */
export function watchTask(stack: Stack, task: Task): void {
  if (task.fields.TaskStatus !== "Processing") return;
  stack.schedule.at(task.period.endMs, (atMs) => {
    endTask(stack, task, task.items.some(hasFailed) ? "Failed" : "Finished", atMs);
  });
}

/** Ends a task that is under way; one that is over stays as it is. */
export function endTask(
  stack: Stack,
  task: Task,
  TaskStatus: "Finished" | "Failed" | "Deleted",
  atMs = stack.clock.nowMs(),
): void {
  if (task.fields.TaskStatus !== "Processing") return;
  stack.tasks.change(task.fields.TaskId, { TaskStatus, FinishedTime: isoMinutes(atMs) }, atMs);
}

/** How far the task is, `0%` to `100%`. */
export function taskProgress(stack: Stack, task: Task): string {
  const { TaskStatus } = task.fields;
  if (TaskStatus === "Processing") return progress(task.period, stack.clock.nowMs());
  return TaskStatus === "Finished" ? "100%" : "0%";
}

/** Whether the item ends with an error. */
export function hasFailed(item: TaskItem): boolean {
  return item.ErrorCode !== "";
}
