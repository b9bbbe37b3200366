import { defineAction } from "../common/define-action.ts";
import { flag, text } from "../parameters/parameter.ts";
import { oneOf } from "../parameters/rule.ts";
import { findInstance, instanceId, startTransition } from "./find-instance.ts";

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
  handle: (stack, _values, instance) => startTransition(stack, instance, "Running", "Stopping", "Stopped"),
});
