import { apiError } from "../../errors/api-error.ts";
import type { Stack } from "../../model/stack.ts";
import type { Task } from "../../model/task.ts";
import type { JsonObject } from "../../wire/json.ts";
import { findTaskRegion } from "../common/find-region.ts";
import { required, text } from "../parameters/parameter.ts";

/** The parameters of an action about one task. */
export const taskParameters = { RegionId: required(text()), TaskId: required(text()) };

/** The task that the request names; throws when its region has none of that ID. */
export function findTask(stack: Stack, values: { readonly RegionId: string; readonly TaskId: string }): Task {
  const region = findTaskRegion(stack, values.RegionId);
  const task = stack.tasks.get(values.TaskId);
  if (task?.regionId !== region) throw apiError("taskNotFound");
  return task;
}

/** A task as the API shows it. */
export function taskToApi(task: Task): JsonObject {
  return { ...task.fields, SupportCancel: String(task.fields.TaskStatus === "Processing") };
}
