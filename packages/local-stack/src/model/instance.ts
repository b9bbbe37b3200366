import { attachNewDisk, type DiskSpec } from "./disk.ts";
import { type Image, type OperatingSystem, operatingSystemOf } from "./image.ts";
import { instanceTypeOf } from "./instance-type.ts";
import type { Stack } from "./stack.ts";
import type { Tags } from "./tag.ts";
import { isoMinutes } from "./time.ts";

/** The stored fields of an instance, with the names and types of DescribeInstances. */
export type InstanceFields = {
  readonly Cpu: number;
  readonly CreationTime: string;
  readonly DeletionProtection: boolean;
  readonly Description: string;
  readonly ExpiredTime: string;
  readonly HostName: string;
  readonly ImageId: string;
  readonly InstanceChargeType: string;
  readonly InstanceId: string;
  readonly InstanceName: string;
  readonly InstanceNetworkType: string;
  readonly InstanceType: string;
  readonly KeyPairName: string;
  /** MiB. */
  readonly Memory: number;
  readonly RegionId: string;
  readonly ResourceGroupId: string;
  readonly SecurityGroupIds: { readonly SecurityGroupId: readonly string[] };
  readonly StartTime: string;
  readonly Status: string;
  readonly StoppedMode: string;
  readonly Tags: Tags;
  readonly VpcAttributes: { readonly VpcId: string; readonly VSwitchId: string };
  readonly ZoneId: string;
};

/** A status an instance will have from a point in time on, in epoch milliseconds. */
export interface StatusChange {
  readonly atMs: number;
  readonly status: string;
}

/** An instance of the stack. */
export interface Instance {
  readonly regionId: string;
  readonly sequence: number;
  readonly fields: InstanceFields;
  /** What comes next, earliest first. */
  changes: readonly StatusChange[];
  /** What images made from the instance inherit; it outlives the image the instance was made from. */
  operatingSystem: OperatingSystem;
  imdsSupport: string;
}

/** What has to be known to make an instance. */
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
  const instanceId = stack.ids.next("instance");
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
  watchInstance(stack, instance);
  const owner = { ...spec, instanceId, imageId: spec.image.fields.ImageId };
  for (const disk of [spec.systemDisk, ...spec.dataDisks]) attachNewDisk(stack, disk, owner);
  return instance;
}

/** Gives the instance a status now and the following ones later. */
export function changeStatus(
  stack: Stack,
  instance: Instance,
  status: string,
  changes: readonly StatusChange[],
): void {
  stack.instances.change(instance.fields.InstanceId, { Status: status });
  instance.changes = changes;
  watchInstance(stack, instance);
}

/** Has the instance change its status when the time of the next change comes. */
export function watchInstance(stack: Stack, instance: Instance): void {
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
    watchInstance(stack, instance);
  });
}
