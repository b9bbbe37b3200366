import { defineAction } from "../common/define-action.ts";
import { flag } from "../parameters/parameter.ts";
import { findInstance, instanceId, startTransition } from "./find-instance.ts";

/** StartInstance: from Stopped by way of Starting to Running. */
export const startInstance = defineAction({
  name: "StartInstance",
  writes: true,
  parameters: { InstanceId: instanceId, InitLocalDisk: flag(), DryRun: flag() },
  errors: ["instanceNotFound", "instanceStatus"],
  find: findInstance,
  handle: (stack, _values, instance) => startTransition(stack, instance, "Stopped", "Starting", "Running"),
});
