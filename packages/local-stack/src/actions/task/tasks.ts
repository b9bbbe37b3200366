import { apiError } from "../../errors/api-error.ts";
import { abandonImage } from "../../model/image-life.ts";
import type { Stack } from "../../model/stack.ts";
import { endTask, hasFailed, type Task, type TaskItem, taskProgress } from "../../model/task.ts";
import type { JsonObject } from "../../wire/json.ts";
import { candidates, parseFilterTime } from "../common/lookup.ts";
import { defineAction } from "../define-action.ts";
import { commaList, texts } from "../parameters/list-parameters.ts";
import { numberedPage, pageParameters } from "../parameters/paging.ts";
import { required, text } from "../parameters/parameter.ts";

const oneTask = { RegionId: required(text()), TaskId: required(text()) };

/** DescribeTasks: the imports and exports of images that match every given filter, newest first. */
export const describeTasks = defineAction({
  name: "DescribeTasks",
  writes: false,
  parameters: {
    RegionId: required(text()),
    TaskIds: commaList(100),
    ResourceIds: texts(),
    TaskAction: text(),
    TaskStatus: text(),
    TaskGroupId: text(),
    StartTime: text(),
    EndTime: text(),
    ...pageParameters,
  },
  errors: ["taskRegionNotFound", "filterValueInvalid"],
  find: (stack, values) => findTaskRegion(stack, values.RegionId),
  handle(stack, values, region) {
    const is = (wanted: string | undefined, actual: string) => wanted === undefined || wanted === actual;
    const startMs = values.StartTime === undefined ? 0 : parseFilterTime(values.StartTime);
    const endMs = values.EndTime === undefined ? Number.POSITIVE_INFINITY : parseFilterTime(values.EndTime);
    const resourceIds = new Set(values.ResourceIds);
    const matching = candidates(stack.tasks, values.TaskIds).filter(
      ({ regionId, period, fields }) =>
        regionId === region &&
        (resourceIds.size === 0 || resourceIds.has(fields.ResourceId)) &&
        is(values.TaskAction, fields.TaskAction) &&
        is(values.TaskStatus, fields.TaskStatus) &&
        values.TaskGroupId === undefined &&
        period.startMs >= startMs &&
        period.startMs <= endMs,
    );
    const page = numberedPage(matching, values);
    return { ...page.fields, RegionId: region, TaskSet: { Task: page.items.map(taskAnswer) } };
  },
});

/** DescribeTaskAttribute: how far a task is, and what came of each of its parts once it is over. */
export const describeTaskAttribute = defineAction({
  name: "DescribeTaskAttribute",
  writes: false,
  parameters: oneTask,
  errors: ["taskRegionNotFound", "taskNotFound"],
  find: findTask,
  handle(stack, _values, task) {
    const { ResourceId: _, ...fields } = taskAnswer(task);
    const isOver = ["Finished", "Failed"].includes(task.fields.TaskStatus);
    const failed = isOver ? task.items.filter(hasFailed).length : 0;
    return {
      ...fields,
      RegionId: task.regionId,
      TaskProcess: taskProgress(stack, task),
      TotalCount: task.items.length,
      SuccessCount: isOver ? task.items.length - failed : 0,
      FailedCount: failed,
      OperationProgressSet: { OperationProgress: isOver ? task.items.map(itemAnswer) : [] },
    };
  },
});

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

/** The region of that ID; the actions about tasks have an error of their own for one that is not there. */
export function findTaskRegion(stack: Stack, id: string): string {
  if (!stack.regions.some((region) => region.regionId === id)) throw apiError("taskRegionNotFound");
  return id;
}

function findTask(stack: Stack, values: { readonly RegionId: string; readonly TaskId: string }): Task {
  const region = findTaskRegion(stack, values.RegionId);
  const task = stack.tasks.get(values.TaskId);
  if (task?.regionId !== region) throw apiError("taskNotFound");
  return task;
}

function taskAnswer(task: Task): JsonObject {
  return { ...task.fields, SupportCancel: String(task.fields.TaskStatus === "Processing") };
}

function itemAnswer(item: TaskItem): JsonObject {
  return {
    ErrorCode: item.ErrorCode,
    ErrorMsg: item.ErrorMsg,
    OperationStatus: hasFailed(item) ? "Failed" : "Success",
    RelatedItemSet: { RelatedItem: item.RelatedItems },
  };
}
