import { apiError } from "../../errors/api-error.ts";
import type { Resources } from "../../model/resources.ts";
import type { Stack } from "../../model/stack.ts";
import type { Tags } from "../../model/tag.ts";
import { findRegion } from "../common/find-region.ts";
import { texts } from "../parameters/list-parameters.ts";
import { type Parameter, required, text } from "../parameters/parameter.ts";

/** Something that can have tags. */
export interface TaggedResource {
  readonly id: string;
  readonly regionId: string;
  readonly tags: Tags;
}

/** The resources of one type that can have tags. */
export interface TaggedResources {
  get(id: string): TaggedResource | undefined;
  setTags(id: string, tags: Tags): void;
  /** The given IDs, or all of them, as queries see them; oldest first. */
  visible(ids: readonly string[] | undefined): readonly TaggedResource[];
}

/** Every type the API can tag; resources of those that the stack does not have are never found. */
const RESOURCE_TYPES = [
  "instance",
  "disk",
  "snapshot",
  "image",
  "securitygroup",
  "volume",
  "eni",
  "ddh",
  "ddhcluster",
  "keypair",
  "launchtemplate",
  "reservedinstance",
  "snapshotpolicy",
  "elasticityassurance",
  "capacityreservation",
  "command",
  "invocation",
  "activation",
  "managedinstance",
];

const MAX_RESOURCE_IDS = 50;

/** The parameter `ResourceType`; its absence is one of the service's own errors, not of the gateway. */
export const resourceType = required(text(), "missingResourceType");

/** The parameter `ResourceId.N`. */
export const resourceIds: Parameter<readonly string[]> = texts();

/** The errors of `findTagTargets`, and that of an absent `ResourceType`. */
export const tagTargetErrors = [
  "regionNotFound",
  "missingResourceType",
  "missingResourceIds",
  "missingTags",
  "resourceTypeNotFound",
  "tooManyResourceIds",
  "resourceNotFound",
] as const;

/** The resources of the type; throws when the API has no such type. Types that the stack does not have are empty. */
export function taggable(stack: Stack, type: string): TaggedResources {
  if (!RESOURCE_TYPES.includes(type)) throw apiError("resourceTypeNotFound");
  const { images, instances, snapshots, disks } = stack;
  switch (type) {
    case "image":
      return {
        ...readable(images, (fields) => fields.ImageId),
        setTags: (id, Tags) => images.change(id, { Tags }),
      };
    case "instance":
      return {
        ...readable(instances, (fields) => fields.InstanceId),
        setTags: (id, Tags) => instances.change(id, { Tags }),
      };
    case "snapshot":
      return {
        ...readable(snapshots, (fields) => fields.SnapshotId),
        setTags: (id, Tags) => snapshots.change(id, { Tags }),
      };
    case "disk":
      return {
        ...readable(disks, (fields) => fields.DiskId),
        setTags: (id, Tags) => disks.change(id, { Tags }),
      };
    default:
      return { get: () => undefined, setTags() {}, visible: () => [] };
  }
}

/** The resources of those IDs; throws when one of them is not in the region or belongs to the system. */
export function findTagged(
  stack: Stack,
  region: string,
  type: string,
  ids: readonly string[],
): readonly TaggedResource[] {
  const resources = taggable(stack, type);
  checkResourceIdCount(ids);
  return ids.map((id) => {
    const resource = resources.get(id);
    const isForeign = type === "image" && stack.ownImageIn(region, id) === undefined;
    if (resource?.regionId !== region || isForeign) throw apiError("resourceNotFound");
    return resource;
  });
}

/**
 * The resources that a request to change tags names. Throws when it names no resource or no tag, and when one of the
 * resources is not in the region or belongs to the system.
 */
export function findTagTargets(
  stack: Stack,
  request: {
    readonly RegionId: string;
    readonly ResourceType: string;
    readonly ResourceId: readonly string[];
  },
  namesTags: boolean,
): readonly TaggedResource[] {
  const region = findRegion(stack, request.RegionId);
  if (request.ResourceId.length === 0) throw apiError("missingResourceIds");
  if (!namesTags) throw apiError("missingTags");
  return findTagged(stack, region.regionId, request.ResourceType, request.ResourceId);
}

/** Throws when a request names more resources than it may. */
export function checkResourceIdCount(ids: readonly string[]): void {
  if (ids.length > MAX_RESOURCE_IDS) throw apiError("tooManyResourceIds");
}

function readable<
  F extends { readonly Tags: Tags },
  T extends { readonly sequence: number; readonly regionId: string; readonly fields: F },
>(resources: Resources<F, T>, idOf: (fields: F) => string): Pick<TaggedResources, "get" | "visible"> {
  const tagged = ({ regionId, fields }: T) => ({ id: idOf(fields), regionId, tags: fields.Tags });
  return {
    get(id) {
      const item = resources.get(id);
      return item === undefined ? undefined : tagged(item);
    },
    visible: (ids) =>
      (ids === undefined ? resources.visible() : resources.visibleOf(ids).reverse()).map(tagged),
  };
}
