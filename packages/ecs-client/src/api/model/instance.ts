import type { Fields } from "../../call/fields.ts";
import { type Tag, tagsFromApi } from "./tag.ts";

/** An instance as DescribeInstances reports it, as far as images need it. */
export interface Instance {
  readonly instanceId: string;
  readonly instanceName: string | null;
  readonly imageId: string | null;
  /** Pending, Starting, Running, Stopping or Stopped. */
  readonly status: string | null;
  readonly instanceType: string | null;
  readonly regionId: string | null;
  readonly zoneId: string | null;
  readonly osName: string | null;
  readonly osType: string | null;
  readonly creationTime: string | null;
  readonly tags: readonly Tag[];
}

/** Reads one item of `Instances.Instance[]`. */
export function instanceFromApi(instance: Fields): Instance {
  return {
    instanceId: instance.requiredString("InstanceId"),
    instanceName: instance.string("InstanceName"),
    imageId: instance.string("ImageId"),
    status: instance.string("Status"),
    instanceType: instance.string("InstanceType"),
    regionId: instance.string("RegionId"),
    zoneId: instance.string("ZoneId"),
    osName: instance.string("OSName"),
    osType: instance.string("OSType"),
    creationTime: instance.string("CreationTime"),
    tags: tagsFromApi(instance),
  };
}
