import type { CreateImageRequest, Image, ImageDisk } from "ecs-client";
import { isUnknown, type Unknown } from "terraform-plugin";
import { ownTags, type TagPolicy, type Tags, visibleTags, withDefaultTags } from "../tags/tag-policy.ts";
import type { ImageState, PlannedImage } from "./schema.ts";

/** What the service reports of an image: the attributes that come from it alone. */
type Reported = Omit<
  ImageState,
  "instance_id" | "snapshot_id" | "disk_device_mapping" | "force" | "timeouts" | "tags"
>;

/**
 * The state of an image that is read: what the service reports, and from the stored state what the service never tells.
 */
export function fromApi(image: Image, stored: ImageState, policy: TagPolicy): ImageState {
  const visible = visibleTags(image.tags, stored.tags, policy);
  const own = ownTags(visible, stored.tags, policy);
  const isEmpty = Object.keys(own).length === 0;
  return {
    ...stored,
    ...reported(image, stored.tags, policy),
    // An empty map and none mean the same to the service, but not to Terraform: the one that is stored stays.
    tags: isEmpty ? (stored.tags && Object.keys(stored.tags).length === 0 ? stored.tags : null) : own,
  };
}

/** The request that creates a planned image. */
export function toCreateRequest(
  plan: PlannedImage,
  clientToken: string,
  policy: TagPolicy,
): CreateImageRequest {
  const tags = Object.entries(withDefaultTags(plan.tags, policy)).map(([key, value]) => ({ key, value }));
  return {
    clientToken,
    instanceId: plan.instance_id ?? undefined,
    snapshotId: plan.snapshot_id ?? undefined,
    diskDeviceMappings:
      plan.disk_device_mapping.length === 0
        ? undefined
        : plan.disk_device_mapping.map((disk) => ({
            snapshotId: known(disk.snapshot_id) ?? undefined,
            sizeGib: known(disk.size) ?? undefined,
          })),
    imageName: known(plan.image_name) ?? undefined,
    description: known(plan.description) ?? undefined,
    tags: tags.length === 0 ? undefined : tags,
  };
}

/**
 * The state of a planned image that exists: what is planned stays as planned, what was left open comes from the service. `image` is
 * null while the service does not show the image yet; what is open is null then.
 */
export function settle(
  plan: PlannedImage,
  imageId: string,
  image: Image | null,
  policy: TagPolicy,
): ImageState {
  const actual: Reported = image ? reported(image, plan.tags, policy) : { ...NOTHING_REPORTED, id: imageId };
  const settled = { ...plan, ...settleMembers(plan, actual), id: imageId };
  return {
    ...settled,
    disk_device_mapping: settleDisks(plan.disk_device_mapping, settled.disk_device_mappings ?? []),
  };
}

/** The value, or null while it is unknown. */
export function known<T>(value: T | Unknown): T | null {
  return isUnknown(value) ? null : value;
}

function reported(image: Image, own: Tags | null, policy: TagPolicy): Reported {
  return {
    id: image.imageId,
    image_name: image.imageName,
    description: image.description || null,
    status: image.status,
    creation_time: image.creationTime,
    size: image.sizeGib,
    os_name: image.osName,
    os_type: image.osType,
    platform: image.platform,
    architecture: image.architecture,
    usage: image.usage,
    is_self_shared: image.isSelfShared,
    tags_all: visibleTags(image.tags, own, policy),
    disk_device_mappings: image.diskDeviceMappings.map(fromApiDisk),
  };
}

const NOTHING_REPORTED: Reported = {
  id: null,
  image_name: null,
  description: null,
  status: null,
  creation_time: null,
  size: null,
  os_name: null,
  os_type: null,
  platform: null,
  architecture: null,
  usage: null,
  is_self_shared: null,
  tags_all: null,
  disk_device_mappings: null,
};

type ReportedDisk = NonNullable<ImageState["disk_device_mappings"]>[number];

function fromApiDisk(disk: ImageDisk): ReportedDisk {
  return { device: disk.device, type: disk.type, size: disk.sizeGib, snapshot_id: disk.snapshotId || null };
}

function settleMembers(plan: PlannedImage, actual: Reported): Reported {
  const keep = <K extends keyof Reported>(name: K): Reported[K] => {
    const planned: PlannedImage[K] = plan[name];
    // A planned attribute of the service's is either unknown or of the stored type.
    return isUnknown(planned) ? actual[name] : (planned as Reported[K]);
  };
  return {
    id: keep("id"),
    image_name: keep("image_name"),
    description: keep("description"),
    status: keep("status"),
    creation_time: keep("creation_time"),
    size: keep("size"),
    os_name: keep("os_name"),
    os_type: keep("os_type"),
    platform: keep("platform"),
    architecture: keep("architecture"),
    usage: keep("usage"),
    is_self_shared: keep("is_self_shared"),
    tags_all: keep("tags_all"),
    disk_device_mappings: keep("disk_device_mappings"),
  };
}

/** Fills what the blocks leave open from the disk with the same snapshot, or else from the disk at the same place. */
function settleDisks(
  planned: PlannedImage["disk_device_mapping"],
  disks: readonly ReportedDisk[],
): ImageState["disk_device_mapping"] {
  return planned.map((disk, index) => {
    const snapshotId = known(disk.snapshot_id);
    const actual =
      disks.find((each) => snapshotId !== null && each.snapshot_id === snapshotId) ?? disks[index];
    return {
      size: isUnknown(disk.size) ? (toInteger(actual?.size) ?? null) : disk.size,
      snapshot_id: isUnknown(disk.snapshot_id) ? (actual?.snapshot_id ?? null) : disk.snapshot_id,
    };
  });
}

function toInteger(value: unknown): number | null {
  return typeof value === "number" ? value : null;
}
