import { architectureOf, familyOf, type InstanceType } from "../../model/instance-type.ts";
import type { JsonObject } from "../../wire/json.ts";

/**
 * An instance type as DescribeInstanceTypes shows it: CPUs, memory (GiB) and architecture are its own, the rest is
 * the same for all.
 */
export function instanceTypeToApi(name: string, { cpu, memoryMib }: InstanceType): JsonObject {
  const isArm = architectureOf(name) === "arm64";
  const cores = Math.ceil(cpu / 2);
  return {
    ...SAME_FOR_ALL,
    CpuArchitecture: isArm ? "ARM" : "X86",
    CpuCoreCount: cpu,
    CpuOptions: { ...SAME_FOR_ALL.CpuOptions, Core: cores, ThreadsPerCore: cpu / cores },
    InstanceTypeFamily: familyOf(name),
    InstanceTypeId: name,
    MemorySize: memoryMib / 1024,
    SupportedBootModes: { SupportedBootMode: isArm ? ["UEFI"] : ["BIOS", "UEFI"] },
  };
}

/**
 * Bandwidths are in kbit/s. An instance of the stack has no network; the numbers are those of a small type of the
 * service.
 */
const SAME_FOR_ALL = {
  Attributes: { Attribute: [] },
  BaselineCredit: 0,
  Clock: { PtpSupport: "unsupported" },
  CpuOptions: {
    CoreFactor: 1,
    HyperThreadingAdjustable: false,
    NestedVirtualizationSupport: "unsupported",
    SupportedTopologyTypes: { SupportedTopologyType: ["DiscreteCoreToHTMapping"] },
  },
  CpuSpeedFrequency: 2.5,
  CpuTurboFrequency: 3.2,
  DiskQuantity: 17,
  EnhancedNetwork: { ExpressSupport: false, RssSupport: false, SriovSupport: false, VfQueueNumberPerEni: 0 },
  EniIpv6AddressQuantity: 1,
  EniPrivateIpAddressQuantity: 6,
  EniQuantity: 2,
  EniTotalQuantity: 2,
  EniTrunkSupported: false,
  EriQuantity: 0,
  GPUAmount: 0,
  GPUMemorySize: 0,
  GPUSpec: "",
  InitialCredit: 0,
  InstanceBandwidthRx: 1_024_000,
  InstanceBandwidthTx: 1_024_000,
  InstanceCategory: "General-purpose",
  InstanceFamilyLevel: "EnterpriseLevel",
  InstancePpsRx: 300_000,
  InstancePpsTx: 300_000,
  JumboFrameSupport: false,
  LocalStorageAmount: 0,
  LocalStorageCapacity: 0,
  LocalStorageCategory: "",
  MaximumQueueNumberPerEni: 2,
  NetworkCardQuantity: 0,
  NetworkCards: { NetworkCardInfo: [] },
  NetworkEncryptionSupport: false,
  NetworkInfo: { BandwidthWeighting: { WeightingInfos: { WeightingInfo: [] } } },
  NvmeSupport: "unsupported",
  PhysicalProcessorModel: "",
  PrimaryEniQueueNumber: 2,
  QueuePairNumber: 0,
  SecondaryEniQueueNumber: 2,
  SecurityOptions: { SecureBootSupport: "unsupported" },
  TotalEniQueueQuantity: 4,
};
