import { apiError } from "../../errors/api-error.ts";
import { discardImage } from "../../model/image-life.ts";
import { endTask } from "../../model/task-life.ts";
import { defineAction } from "../common/define-action.ts";
import { findTask, taskParameters } from "./find-task.ts";

/** CancelTask: ends a running task. The image of an import is removed together with its snapshots. */
export const cancelTask = defineAction({
  name: "CancelTask",
  writes: true,
  parameters: taskParameters,
  errors: ["taskRegionNotFound", "taskNotFound", "taskStatus"],
  find: findTask,
  handle(stack, _values, task) {
    if (task.fields.TaskStatus !== "Processing") throw apiError("taskStatus");
    const image = stack.images.get(task.fields.ResourceId);
    if (task.fields.TaskAction === "ImportImage" && image !== undefined) discardImage(stack, image);
    endTask(stack, task, "Deleted");
    return {};
  },
});
