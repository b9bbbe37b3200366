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

/** A future status of an instance, and when it begins, in epoch milliseconds. */
export interface StatusChange {
  readonly atMs: number;
  readonly status: string;
}

/** An instance of the stack. */
export interface Instance {
  readonly regionId: string;
  readonly sequence: number;
  readonly fields: InstanceFields;
  /** Future statuses, earliest first. */
  changes: readonly StatusChange[];
  /** What images of the instance inherit, even when the instance's own image is gone. */
  operatingSystem: OperatingSystem;
  imdsSupport: string;
}
