import { defineAction } from "../common/define-action.ts";
import { instanceTypeRule } from "../parameters/instance-type-rule.ts";
import { required, text } from "../parameters/parameter.ts";
import { launch, launchAction, launchParameters, NOTHING_TO_PAY } from "./launch-action.ts";

/** CreateInstance: one instance from an image, Pending and then Stopped. */
export const createInstance = defineAction({
  ...launchAction,
  name: "CreateInstance",
  parameters: { ...launchParameters, InstanceType: required(text(instanceTypeRule)) },
  handle: (stack, values, found) => ({
    InstanceId: launch(stack, values, found, [[stack.durations.imageMs / 4, "Stopped"]]),
    ...NOTHING_TO_PAY,
  }),
});
