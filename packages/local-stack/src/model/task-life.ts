import type { Stack } from "./stack.ts";
import { hasFailed, type Task, type TaskFields } from "./task.ts";
import { isoMinutes, progress } from "./time.ts";

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
