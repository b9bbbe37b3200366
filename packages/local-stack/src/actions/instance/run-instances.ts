import { defineAction } from "../common/define-action.ts";
import { integer } from "../parameters/parameter.ts";
import { launch, launchAction, launchParameters, NOTHING_TO_PAY } from "./launch-action.ts";

/**
 * RunInstances: one to a hundred instances from an image, each with the disks of the image. The instances are
 * Pending, then Starting, then Running.
 */
export const runInstances = defineAction({
  ...launchAction,
  name: "RunInstances",
  parameters: {
    ...launchParameters,
    Amount: integer({ min: 1, max: 100 }),
    MinAmount: integer({ min: 1, max: 100 }),
  },
  handle(stack, values, found) {
    const { imageMs } = stack.durations;
    const ids = Array.from({ length: values.Amount ?? 1 }, () =>
      launch(stack, values, found, [
        [imageMs / 4, "Starting"],
        [imageMs, "Running"],
      ]),
    );
    return { InstanceIdSets: { InstanceIdSet: ids }, ...NOTHING_TO_PAY };
  },
});
