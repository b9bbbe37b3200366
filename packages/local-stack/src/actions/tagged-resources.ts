import { apiError } from "../errors/api-error.ts";
import type { Stack } from "../model/stack.ts";
import type { Tags } from "../model/tag.ts";
import { texts } from "./list-parameters.ts";
import { type Parameter, required, text } from "./parameter.ts";

/** Something that can have tags. */
export interface TaggedResource {
  readonly regionId: string;
  fields: { readonly Tags: Tags };
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

/** The errors of `findTagged`. */
export const taggedErrors = ["resourceTypeNotFound", "tooManyResourceIds", "resourceNotFound"] as const;

/** All resources of the type that users can tag, by ID; throws when the API has no such type. */
export function taggable(stack: Stack, type: string): ReadonlyMap<string, TaggedResource> {
  if (!RESOURCE_TYPES.includes(type)) throw apiError("resourceTypeNotFound");
  switch (type) {
    case "image":
      return stack.images;
    case "instance":
      return stack.instances;
    case "snapshot":
      return stack.snapshots;
    case "disk":
      return stack.disks;
    default:
      return new Map();
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
    const resource = type === "image" ? stack.ownImageIn(region, id) : resources.get(id);
    if (resource?.regionId !== region) throw apiError("resourceNotFound");
    return resource;
  });
}

/** Throws when a request names more resources than it may. */
export function checkResourceIdCount(ids: readonly string[]): void {
  if (ids.length > MAX_RESOURCE_IDS) throw apiError("tooManyResourceIds");
}
