import { apiError } from "../../errors/api-error.ts";
import { abandonImage } from "../../model/image-life.ts";
import { endTask } from "../../model/task-life.ts";
import { defineAction } from "../common/define-action.ts";
import { findTask, oneTask } from "./find-task.ts";

/** CancelTask: ends a task that is under way; an image that was being imported is gone, and its snapshots with it. */
export const cancelTask = defineAction({
  name: "CancelTask",
  writes: true,
  parameters: oneTask,
  errors: ["taskRegionNotFound", "taskNotFound", "taskStatus"],
  find: findTask,
  handle(stack, _values, task) {
    if (task.fields.TaskStatus !== "Processing") throw apiError("taskStatus");
    const image = stack.images.get(task.fields.ResourceId);
    if (task.fields.TaskAction === "ImportImage" && image !== undefined) abandonImage(stack, image);
    endTask(stack, task, "Deleted");
    return {};
  },
});
