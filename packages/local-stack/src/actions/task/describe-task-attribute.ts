import { hasFailed, type TaskItem } from "../../model/task.ts";
import { taskProgress } from "../../model/task-life.ts";
import type { JsonObject } from "../../wire/json.ts";
import { defineAction } from "../common/define-action.ts";
import { findTask, taskParameters, taskToApi } from "./find-task.ts";

/** DescribeTaskAttribute: the progress of a task, and the result of each of its steps once it has ended. */
export const describeTaskAttribute = defineAction({
  name: "DescribeTaskAttribute",
  writes: false,
  parameters: taskParameters,
  errors: ["taskRegionNotFound", "taskNotFound"],
  find: findTask,
  handle(stack, _values, task) {
    const { ResourceId: _, ...fields } = taskToApi(task);
    const isOver = ["Finished", "Failed"].includes(task.fields.TaskStatus);
    const failed = isOver ? task.items.filter(hasFailed).length : 0;
    return {
      ...fields,
      RegionId: task.regionId,
      TaskProcess: taskProgress(stack, task),
      TotalCount: task.items.length,
      SuccessCount: isOver ? task.items.length - failed : 0,
      FailedCount: failed,
      OperationProgressSet: { OperationProgress: isOver ? task.items.map(itemToApi) : [] },
    };
  },
});

function itemToApi(item: TaskItem): JsonObject {
  return {
    ErrorCode: item.ErrorCode,
    ErrorMsg: item.ErrorMsg,
    OperationStatus: hasFailed(item) ? "Failed" : "Success",
    RelatedItemSet: { RelatedItem: item.RelatedItems },
  };
}
