import { apiError } from "../../errors/api-error.ts";
import { addInstance, type InstanceFields } from "../../model/instance.ts";
import type { Stack } from "../../model/stack.ts";
import { instanceTypeRule } from "../common/lookup.ts";
import { type ActionDefinition, defineAction } from "../define-action.ts";
import { structures, tagList, texts } from "../parameters/list-parameters.ts";
import { flag, integer, required, text } from "../parameters/parameter.ts";
import { checkNewTags, newTagErrors } from "../parameters/tag-rules.ts";
import { instanceName } from "../parameters/text-rules.ts";
import { diskPlan, findLaunch, type Launch, type LaunchValues, launchErrors } from "./launch.ts";

const parameters = {
  RegionId: required(text()),
  ZoneId: text(),
  ImageId: text(),
  ImageFamily: text(),
  InstanceType: text(instanceTypeRule),
  InstanceName: text(instanceName),
  Description: text(),
  HostName: text(),
  KeyPairName: text(),
  SecurityGroupId: text(),
  SecurityGroupIds: texts(),
  VSwitchId: text(),
  ResourceGroupId: text(),
  DeletionProtection: flag(),
  "SystemDisk.Category": text(),
  "SystemDisk.Size": integer(),
  "SystemDisk.DiskName": text(),
  "SystemDisk.Description": text(),
  DataDisk: structures({
    Category: text(),
    DeleteWithInstance: flag(),
    Description: text(),
    Device: text(),
    DiskName: text(),
    Size: integer({ min: 1, max: 32_768 }),
    SnapshotId: text(),
  }),
  Tag: tagList({ legacy: true }),
  ClientToken: text(),
  DryRun: flag(),
};

/** What an instance that is paid for by use is answered with. */
const NOTHING_TO_PAY = { OrderId: "", TradePrice: 0 };

const common = {
  writes: true,
  clientToken: { mismatch: "idempotentMismatch", malformed: "clientTokenNotSupported" },
  errors: [...launchErrors, ...newTagErrors],
  find: findLaunch,
} as const satisfies Partial<ActionDefinition<typeof parameters, unknown>>;

/**
 * RunInstances: one to a hundred instances from an image, each with the disks of the image. The IDs are answered at once;
 * the instances are Pending, then Starting, then Running.
 */
export const runInstances = defineAction({
  ...common,
  name: "RunInstances",
  parameters: {
    ...parameters,
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

/** CreateInstance: one instance from an image, Pending and then Stopped. */
export const createInstance = defineAction({
  ...common,
  name: "CreateInstance",
  parameters: { ...parameters, InstanceType: required(text(instanceTypeRule)) },
  handle: (stack, values, found) => ({
    InstanceId: launch(stack, values, found, [[stack.durations.imageMs / 4, "Stopped"]]),
    ...NOTHING_TO_PAY,
  }),
});

function launch(
  stack: Stack,
  values: LaunchValues,
  found: Launch,
  later: readonly (readonly [afterMs: number, status: string])[],
): string {
  const { image, region, instanceType } = found;
  if (image.removeAtMs !== undefined || !["Available", "Deprecated"].includes(image.fields.Status)) {
    throw apiError("imageNotValid");
  }
  const tags = checkNewTags(values.Tag);
  const disks = diskPlan(image, values);
  const nowMs = stack.clock.nowMs();
  const securityGroups = [
    ...(values.SecurityGroupId ? [values.SecurityGroupId] : []),
    ...values.SecurityGroupIds,
  ];
  const fields: Partial<InstanceFields> = {
    ...(values.InstanceName !== undefined && { InstanceName: values.InstanceName }),
    ...(values.HostName !== undefined && { HostName: values.HostName }),
    Description: values.Description ?? "",
    KeyPairName: values.KeyPairName ?? "",
    ResourceGroupId: values.ResourceGroupId ?? "",
    DeletionProtection: values.DeletionProtection ?? false,
    SecurityGroupIds: { SecurityGroupId: securityGroups },
    VpcAttributes: { VpcId: "", VSwitchId: values.VSwitchId ?? "" },
    Tags: tags,
  };
  const instance = addInstance(stack, {
    image,
    regionId: region.regionId,
    zoneId: values.ZoneId ?? region.zoneIds[0] ?? "",
    instanceType,
    ...disks,
    status: "Pending",
    changes: later.map(([afterMs, status]) => ({ atMs: nowMs + afterMs, status })),
    fields,
  });
  return instance.fields.InstanceId;
}
