import { defineAction } from "../common/define-action.ts";
import { candidates, parseFilterTime, passes } from "../common/filters.ts";
import { findTaskRegion } from "../common/find-region.ts";
import { commaList, texts } from "../parameters/list-parameters.ts";
import { numberedPage, pageParameters } from "../parameters/paging.ts";
import { required, text } from "../parameters/parameter.ts";
import { taskToApi } from "./find-task.ts";

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
    const startMs = values.StartTime === undefined ? 0 : parseFilterTime(values.StartTime);
    const endMs = values.EndTime === undefined ? Number.POSITIVE_INFINITY : parseFilterTime(values.EndTime);
    const resourceIds = new Set(values.ResourceIds);
    const matching = candidates(stack.tasks, values.TaskIds).filter(
      ({ regionId, period, fields }) =>
        regionId === region &&
        (resourceIds.size === 0 || resourceIds.has(fields.ResourceId)) &&
        passes(values.TaskAction, fields.TaskAction) &&
        passes(values.TaskStatus, fields.TaskStatus) &&
        values.TaskGroupId === undefined &&
        period.startMs >= startMs &&
        period.startMs <= endMs,
    );
    const page = numberedPage(matching, values);
    return { ...page.fields, RegionId: region, TaskSet: { Task: page.items.map(taskToApi) } };
  },
});
