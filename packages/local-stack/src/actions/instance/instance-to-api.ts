import type { Instance } from "../../model/instance.ts";
import { familyOf } from "../../model/instance-type.ts";
import type { JsonObject } from "../../wire/json.ts";
import { SAME_FOR_ALL } from "./instance-defaults.ts";

/** An instance as the API shows it: what is stored, and the fields that are the same for every instance of the stack. */
export function instanceToApi(instance: Instance): JsonObject {
  const { fields, operatingSystem, imdsSupport } = instance;
  return {
    ...SAME_FOR_ALL,
    ...fields,
    CpuOptions: { ...SAME_FOR_ALL.CpuOptions, CoreCount: Math.ceil(fields.Cpu / 2) },
    InstanceTypeFamily: familyOf(fields.InstanceType),
    MetadataOptions: {
      ...SAME_FOR_ALL.MetadataOptions,
      HttpTokens: imdsSupport === "v2" ? "required" : "optional",
    },
    OSName: operatingSystem.OSName,
    OSNameEn: operatingSystem.OSNameEn,
    OSType: operatingSystem.OSType,
    SerialNumber: fields.InstanceId.slice("i-".length),
    VpcAttributes: { ...fields.VpcAttributes, NatIpAddress: "", PrivateIpAddress: { IpAddress: [] } },
  };
}
