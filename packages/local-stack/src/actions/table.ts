import type { Action } from "./action.ts";
import { createImage } from "./create-image.ts";
import { deleteImage } from "./delete-image.ts";
import { describeDisks } from "./describe-disks.ts";
import { describeImages } from "./describe-images.ts";
import { describeInstances } from "./describe-instances.ts";
import { describeSnapshots } from "./describe-snapshots.ts";
import { deleteInstance, startInstance, stopInstance } from "./instance-life.ts";
import { listTagResources } from "./list-tag-resources.ts";
import { modifyImageAttribute } from "./modify-image-attribute.ts";
import { describeRegions, describeZones } from "./regions.ts";
import { createInstance, runInstances } from "./run-instances.ts";
import { createSnapshot, deleteSnapshot } from "./snapshots.ts";
import { tagResources, untagResources } from "./tag-resources.ts";

/** Every action the stack has. Parsing, validation and documentation come from here and from nowhere else. */
export const actions: readonly Action[] = [
  createImage,
  describeImages,
  modifyImageAttribute,
  deleteImage,
  tagResources,
  untagResources,
  listTagResources,
  createSnapshot,
  describeSnapshots,
  deleteSnapshot,
  describeInstances,
  runInstances,
  createInstance,
  startInstance,
  stopInstance,
  deleteInstance,
  describeDisks,
  describeRegions,
  describeZones,
];

const byName = new Map(actions.map((action) => [`${action.version} ${action.name}`, action]));
const versions = new Set(actions.map((action) => action.version));

/** The action of that name in that version of the API. */
export function findAction(version: string, name: string): Action | undefined {
  return byName.get(`${version} ${name}`);
}

/** Whether any action has that version. */
export function isKnownVersion(version: string): boolean {
  return versions.has(version);
}
