import { apiError } from "../../errors/api-error.ts";
import { detachDisk } from "../../model/disk.ts";
import { changeStatus, type Instance } from "../../model/instance.ts";
import type { Stack } from "../../model/stack.ts";
import { defineAction } from "../define-action.ts";
import { flag, required, text } from "../parameters/parameter.ts";
import { oneOf } from "../parameters/rule.ts";

const instanceId = required(text());

/** StartInstance: from Stopped by way of Starting to Running. */
export const startInstance = defineAction({
  name: "StartInstance",
  writes: true,
  parameters: { InstanceId: instanceId, InitLocalDisk: flag(), DryRun: flag() },
  errors: ["instanceNotFound", "instanceStatus"],
  find: findInstance,
  handle: (stack, _values, instance) => move(stack, instance, "Stopped", "Starting", "Running"),
});

/** StopInstance: from Running by way of Stopping to Stopped. */
export const stopInstance = defineAction({
  name: "StopInstance",
  writes: true,
  parameters: {
    InstanceId: instanceId,
    ForceStop: flag(),
    ConfirmStop: flag(),
    StoppedMode: text(oneOf("invalidParameter", ["StopCharging", "KeepCharging"])),
    DryRun: flag(),
  },
  errors: ["instanceNotFound", "instanceStatus"],
  find: findInstance,
  handle: (stack, _values, instance) => move(stack, instance, "Running", "Stopping", "Stopped"),
});

/**
 * DeleteInstance: a Stopped instance, or with Force any, is gone at once, and with it every disk that goes with its instance.
 */
export const deleteInstance = defineAction({
  name: "DeleteInstance",
  writes: true,
  parameters: { InstanceId: instanceId, Force: flag(), TerminateSubscription: flag(), DryRun: flag() },
  errors: ["instanceNotFound", "instanceStatus", "deletionProtection"],
  find: findInstance,
  handle(stack, values, instance) {
    const { InstanceId, DeletionProtection, Status } = instance.fields;
    if (DeletionProtection) throw apiError("deletionProtection", InstanceId);
    if (Status !== "Stopped" && values.Force !== true) throw apiError("instanceStatus");
    for (const disk of stack.disksOf(InstanceId)) {
      if (disk.fields.DeleteWithInstance) stack.disks.delete(disk.fields.DiskId);
      else detachDisk(stack, disk);
    }
    stack.instances.delete(InstanceId);
    return {};
  },
});

function findInstance(stack: Stack, values: { readonly InstanceId: string }): Instance {
  const instance = stack.instances.get(values.InstanceId);
  if (instance === undefined) throw apiError("instanceNotFound");
  return instance;
}

function move(stack: Stack, instance: Instance, from: string, by: string, to: string) {
  if (instance.fields.Status !== from) throw apiError("instanceStatus");
  changeStatus(stack, instance, by, [
    { atMs: stack.clock.nowMs() + stack.durations.imageMs / 2, status: to },
  ]);
  return {};
}
