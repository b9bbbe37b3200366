import { apiError } from "../../errors/api-error.ts";
import type { Instance } from "../../model/instance.ts";
import { changeStatus } from "../../model/instance-life.ts";
import type { Stack } from "../../model/stack.ts";
import { required, text } from "../parameters/parameter.ts";

/** The parameter `InstanceId` of an action that cannot do without it. */
export const instanceId = required(text());

/** The instance that the request names; throws when there is none. */
export function findInstance(stack: Stack, values: { readonly InstanceId: string }): Instance {
  const instance = stack.instances.get(values.InstanceId);
  if (instance === undefined) throw apiError("instanceNotFound");
  return instance;
}

/**
 * Has an instance of the status `from` go through the status `by` to the status `to`; throws when its status is
 * another.
 */
export function startTransition(stack: Stack, instance: Instance, from: string, by: string, to: string) {
  if (instance.fields.Status !== from) throw apiError("instanceStatus");
  changeStatus(stack, instance, by, [
    { atMs: stack.clock.nowMs() + stack.durations.imageMs / 2, status: to },
  ]);
  return {};
}
