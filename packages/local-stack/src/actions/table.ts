import type { Action } from "./action.ts";
import { cancelCopyImage } from "./cancel-copy-image.ts";
import { copyImage } from "./copy-image.ts";
import { createImage } from "./create-image.ts";
import { deleteImage } from "./delete-image.ts";
import { describeDisks } from "./describe-disks.ts";
import { describeImages } from "./describe-images.ts";
import { describeInstances } from "./describe-instances.ts";
import { describeSnapshots } from "./describe-snapshots.ts";
import { exportImage } from "./export-image.ts";
import { describeImageFromFamily } from "./image-family.ts";
import { describeImageSupportInstanceTypes } from "./image-instance-types.ts";
import { describeImageSharePermission, modifyImageSharePermission } from "./image-share.ts";
import { importImage } from "./import-image.ts";
import { deleteInstance, startInstance, stopInstance } from "./instance-life.ts";
import { listTagResources } from "./list-tag-resources.ts";
import { modifyImageAttribute } from "./modify-image-attribute.ts";
import { addTags, describeTags, removeTags } from "./old-tags.ts";
import { describeRegions, describeZones } from "./regions.ts";
import { replaceSystemDisk } from "./replace-system-disk.ts";
import { listResourceGroup } from "./resource-groups.ts";
import { createInstance, runInstances } from "./run-instances.ts";
import { createSnapshot, deleteSnapshot } from "./snapshots.ts";
import { assumeRole, getCallerIdentity } from "./sts.ts";
import { tagResources, untagResources } from "./tag-resources.ts";
import { cancelTask, describeTaskAttribute, describeTasks } from "./tasks.ts";

/** Every action the stack has. Parsing, validation and documentation come from here and from nowhere else. */
export const actions: readonly Action[] = [
  createImage,
  describeImages,
  modifyImageAttribute,
  deleteImage,
  copyImage,
  cancelCopyImage,
  importImage,
  exportImage,
  describeImageSharePermission,
  modifyImageSharePermission,
  describeImageFromFamily,
  describeImageSupportInstanceTypes,
  tagResources,
  untagResources,
  listTagResources,
  addTags,
  removeTags,
  describeTags,
  createSnapshot,
  describeSnapshots,
  deleteSnapshot,
  describeInstances,
  runInstances,
  createInstance,
  startInstance,
  stopInstance,
  deleteInstance,
  replaceSystemDisk,
  describeDisks,
  describeTasks,
  describeTaskAttribute,
  cancelTask,
  describeRegions,
  describeZones,
  assumeRole,
  getCallerIdentity,
  listResourceGroup,
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
