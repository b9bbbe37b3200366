import { apiError } from "../../errors/api-error.ts";
import type { Instance } from "../../model/instance.ts";
import { changeStatus } from "../../model/instance-life.ts";
import type { Stack } from "../../model/stack.ts";
import { required, text } from "../parameters/parameter.ts";

export const instanceId = required(text());

export function findInstance(stack: Stack, values: { readonly InstanceId: string }): Instance {
  const instance = stack.instances.get(values.InstanceId);
  if (instance === undefined) throw apiError("instanceNotFound");
  return instance;
}

export function move(stack: Stack, instance: Instance, from: string, by: string, to: string) {
  if (instance.fields.Status !== from) throw apiError("instanceStatus");
  changeStatus(stack, instance, by, [
    { atMs: stack.clock.nowMs() + stack.durations.imageMs / 2, status: to },
  ]);
  return {};
}
