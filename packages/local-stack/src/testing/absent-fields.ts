const NO_NETWORK = "The stack has no networks: an instance has neither interfaces nor addresses.";
const NO_LOCKS = "Nothing in the stack is ever locked.";
const NO_DEDICATED_HOSTS = "The stack has no dedicated hosts.";

/**
 * The fields of the response models in @alicloud/ecs20140526 that the stack leaves out on purpose, by action and
 * path, each with the reason. `[]` at the end stands for a list that is always empty.
 */
export const DELIBERATELY_ABSENT: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  DescribeImages: {
    "Images.Image[].DetectionOptions": "The stack never looks into an image, so there is no result to tell.",
  },
  DescribeInstances: {
    "Instances.Instance[].DeploymentSetGroupNo":
      "Only an instance in a deployment set has it; there are none.",
    "Instances.Instance[].InnerIpAddress.IpAddress[]": NO_NETWORK,
    "Instances.Instance[].NetworkInterfaces.NetworkInterface[]": NO_NETWORK,
    "Instances.Instance[].OperationLocks.LockReason[]": NO_LOCKS,
    "Instances.Instance[].PublicIpAddress.IpAddress[]": NO_NETWORK,
    "Instances.Instance[].RdmaIpAddress.IpAddress[]": NO_NETWORK,
    "Instances.Instance[].VpcAttributes.PrivateIpAddress.IpAddress[]": NO_NETWORK,
  },
  DescribeDisks: {
    "Disks.Disk[].OperationLocks.OperationLock[]": NO_LOCKS,
  },
  DescribeInstanceTypes: {
    "InstanceTypes.InstanceType[].Attributes.Attribute[]":
      "Only a request with AdditionalAttributes gets them, which the stack does not know.",
    "InstanceTypes.InstanceType[].NetworkCards.NetworkCardInfo[]": NO_NETWORK,
    "InstanceTypes.InstanceType[].NetworkInfo.BandwidthWeighting.WeightingInfos.WeightingInfo[]": NO_NETWORK,
  },
  DescribeZones: {
    "Zones.Zone[].AvailableDedicatedHostTypes.DedicatedHostType[]": NO_DEDICATED_HOSTS,
    "Zones.Zone[].AvailableVolumeCategories.VolumeCategories[]": "The stack has no shared volumes.",
    "Zones.Zone[].DedicatedHostGenerations.DedicatedHostGeneration[]": NO_DEDICATED_HOSTS,
  },
};
