import { apiError } from "../../errors/api-error.ts";
import { detachDisk } from "../../model/attach-disk.ts";
import { defineAction } from "../common/define-action.ts";
import { flag } from "../parameters/parameter.ts";
import { findInstance, instanceId } from "./find-instance.ts";

/**
 * DeleteInstance: removes a Stopped instance, or with Force any, at once, together with its disks that have
 * DeleteWithInstance.
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
