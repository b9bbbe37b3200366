import type { OperatingSystem } from "./image.ts";
import type { Tags } from "./tag.ts";

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
