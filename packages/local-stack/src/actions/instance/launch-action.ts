import { apiError } from "../../errors/api-error.ts";
import type { InstanceFields } from "../../model/instance.ts";
import { addInstance } from "../../model/instance-life.ts";
import type { Stack } from "../../model/stack.ts";
import type { ActionDefinition } from "../common/define-action.ts";
import { instanceTypeRule } from "../parameters/instance-type-rule.ts";
import { structures, tagList, texts } from "../parameters/list-parameters.ts";
import { flag, integer, required, text } from "../parameters/parameter.ts";
import { checkNewTags, newTagErrors } from "../parameters/tag-rules.ts";
import { instanceName } from "../parameters/text-rules.ts";
import { diskPlan, findLaunch, type Launch, type LaunchValues, launchErrors } from "./launch.ts";

/** The parameters that RunInstances and CreateInstance share. */
export const launchParameters = {
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

/** What the response says of the price of an instance that is paid for by use. */
export const NOTHING_TO_PAY = { OrderId: "", TradePrice: 0 };

/** What the definitions of RunInstances and CreateInstance share. */
export const launchAction = {
  writes: true,
  clientToken: { mismatch: "idempotentMismatch", malformed: "clientTokenNotSupported" },
  errors: [...launchErrors, ...newTagErrors],
  find: findLaunch,
} as const satisfies Partial<ActionDefinition<typeof launchParameters, unknown>>;

/** Makes a Pending instance that changes to the later statuses; returns its ID. Throws when the image cannot be used. */
export function launch(
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
