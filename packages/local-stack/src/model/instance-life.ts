import { attachNewDisk } from "./attach-disk.ts";
import type { DiskSpec } from "./disk.ts";
import { type Image, operatingSystemOf } from "./image.ts";
import type { Instance, InstanceFields, StatusChange } from "./instance.ts";
import { instanceTypeOf } from "./instance-type.ts";
import type { Stack } from "./stack.ts";
import { isoMinutes } from "./time.ts";

/** What an instance is created from. */
export interface InstanceSpec {
  readonly image: Image;
  readonly regionId: string;
  readonly zoneId: string;
  readonly instanceType: string;
  readonly systemDisk: DiskSpec;
  readonly dataDisks: readonly DiskSpec[];
  readonly status: string;
  readonly changes: readonly StatusChange[];
  readonly fields?: Partial<InstanceFields>;
}

/** Makes an instance with its disks and adds all of them to the stack. */
export function addInstance(stack: Stack, spec: InstanceSpec): Instance {
  const instanceId = spec.fields?.InstanceId ?? stack.ids.next("instance");
  const now = isoMinutes(stack.clock.nowMs());
  const type = instanceTypeOf(spec.instanceType);
  const instance: Instance = {
    regionId: spec.regionId,
    sequence: stack.ids.nextSequence(),
    operatingSystem: operatingSystemOf(spec.image.fields),
    imdsSupport: spec.image.fields.Features.ImdsSupport,
    changes: spec.changes,
    fields: {
      Cpu: type?.cpu ?? 0,
      CreationTime: now,
      DeletionProtection: false,
      Description: "",
      ExpiredTime: "2999-09-08T16:00Z",
      HostName: instanceId,
      ImageId: spec.image.fields.ImageId,
      InstanceChargeType: "PostPaid",
      InstanceId: instanceId,
      InstanceName: instanceId,
      InstanceNetworkType: "vpc",
      InstanceType: spec.instanceType,
      KeyPairName: "",
      Memory: type?.memoryMib ?? 0,
      RegionId: spec.regionId,
      ResourceGroupId: "",
      SecurityGroupIds: { SecurityGroupId: [] },
      StartTime: spec.status === "Running" ? now : "",
      Status: spec.status,
      StoppedMode: "Not-applicable",
      Tags: { Tag: [] },
      VpcAttributes: { VpcId: "", VSwitchId: "" },
      ZoneId: spec.zoneId,
      ...spec.fields,
    },
  };
  stack.instances.set(instanceId, instance);
  scheduleInstanceTransition(stack, instance);
  const owner = { ...spec, instanceId, imageId: spec.image.fields.ImageId };
  for (const disk of [spec.systemDisk, ...spec.dataDisks]) attachNewDisk(stack, disk, owner);
  return instance;
}

/** Changes the status of the instance now, and schedules the changes that follow. */
export function changeStatus(
  stack: Stack,
  instance: Instance,
  status: string,
  changes: readonly StatusChange[],
): void {
  stack.instances.change(instance.fields.InstanceId, { Status: status });
  instance.changes = changes;
  scheduleInstanceTransition(stack, instance);
}

/** Schedules the next status change of the instance. */
export function scheduleInstanceTransition(stack: Stack, instance: Instance): void {
  const [next, ...later] = instance.changes;
  if (next === undefined) return;
  stack.schedule.at(next.atMs, (atMs) => {
    if (instance.changes[0] !== next) return;
    instance.changes = later;
    stack.instances.change(
      instance.fields.InstanceId,
      { Status: next.status, ...(next.status === "Running" && { StartTime: isoMinutes(atMs) }) },
      atMs,
    );
    scheduleInstanceTransition(stack, instance);
  });
}
