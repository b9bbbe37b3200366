import type { Stack } from "./stack.ts";
import { hasFailed, type Task, type TaskFields } from "./task.ts";
import { isoMinutes, progress } from "./time.ts";

/** Adds a running task to the stack; it ends when its period is over. */
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
  scheduleTaskEnd(stack, made);
  return made;
}

/** Schedules the end of a running task. */
export function scheduleTaskEnd(stack: Stack, task: Task): void {
  if (task.fields.TaskStatus !== "Processing") return;
  stack.schedule.at(task.period.endMs, (atMs) => {
    endTask(stack, task, task.items.some(hasFailed) ? "Failed" : "Finished", atMs);
  });
}

/** Ends a running task; one that has ended stays as it is. */
export function endTask(
  stack: Stack,
  task: Task,
  TaskStatus: "Finished" | "Failed" | "Deleted",
  atMs = stack.clock.nowMs(),
): void {
  if (task.fields.TaskStatus !== "Processing") return;
  stack.tasks.change(task.fields.TaskId, { TaskStatus, FinishedTime: isoMinutes(atMs) }, atMs);
}

/** The progress of the task, `0%` to `100%`. */
export function taskProgress(stack: Stack, task: Task): string {
  const { TaskStatus } = task.fields;
  if (TaskStatus === "Processing") return progress(task.period, stack.clock.nowMs());
  return TaskStatus === "Finished" ? "100%" : "0%";
}
