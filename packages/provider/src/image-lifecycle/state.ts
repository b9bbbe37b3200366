import type { Image, ImageDisk } from "ecs-client";
import { isUnknown, type Unknown } from "terraform-plugin";
import type { ImageState } from "../image/schema.ts";
import { ownTags, type TagPolicy, type Tags, visibleTags } from "../tags/tag-policy.ts";

/** What the service reports of an image, whatever it was made of: the attributes that come from it alone. */
export type Reported = Omit<
  ImageState,
  "instance_id" | "snapshot_id" | "disk_device_mapping" | "force" | "timeouts" | "tags"
>;

/** The same while it is planned: unknown is what the service will tell. */
export type PlannedReported = { readonly [Name in keyof Reported]: Reported[Name] | Unknown };

/** The state of any resource for an image, as far as the service tells it. */
export interface StoredImage extends Reported {
  readonly tags: Tags | null;
}

/** A disk of an image as it is stored. */
export type ReportedDisk = NonNullable<ImageState["disk_device_mappings"]>[number];

/**
 * The state of an image that is read: what the service reports, and from the stored state what the service never tells.
 */
export function refreshed<State extends StoredImage>(image: Image, stored: State, policy: TagPolicy): State {
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

/**
 * What is reported of a planned image that exists: what is planned stays as planned, what was left open comes from the service. `image` is
 * null while the service does not show the image yet; what is open is null then.
 */
export function settleReported(
  plan: PlannedReported & { readonly tags: Tags | null },
  imageId: string,
  image: Image | null,
  policy: TagPolicy,
): Reported {
  const actual: Reported = image ? reported(image, plan.tags, policy) : { ...NOTHING_REPORTED, id: imageId };
  return { ...settleMembers(plan, actual), id: imageId };
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

function fromApiDisk(disk: ImageDisk): ReportedDisk {
  return { device: disk.device, type: disk.type, size: disk.sizeGib, snapshot_id: disk.snapshotId || null };
}

function settleMembers(plan: PlannedReported, actual: Reported): Reported {
  const keep = <K extends keyof Reported>(name: K): Reported[K] => {
    const planned: Reported[K] | Unknown = plan[name];
    return isUnknown(planned) ? actual[name] : planned;
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
