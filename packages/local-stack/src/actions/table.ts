import type { Action } from "./define-action.ts";
import { describeDisks } from "./disk/describe-disks.ts";
import { createImage } from "./image/create-image.ts";
import { deleteImage } from "./image/delete-image.ts";
import { describeImageFromFamily } from "./image/describe-image-from-family.ts";
import { describeImages } from "./image/describe-images.ts";
import { exportImage } from "./image/export-image.ts";
import { describeImageSharePermission, modifyImageSharePermission } from "./image/image-share.ts";
import { importImage } from "./image/import-image.ts";
import { modifyImageAttribute } from "./image/modify-image-attribute.ts";
import { cancelCopyImage } from "./image-copy/cancel-copy-image.ts";
import { copyImage } from "./image-copy/copy-image.ts";
import { describeInstances } from "./instance/describe-instances.ts";
import { deleteInstance, startInstance, stopInstance } from "./instance/instance-life.ts";
import { replaceSystemDisk } from "./instance/replace-system-disk.ts";
import { createInstance, runInstances } from "./instance/run-instances.ts";
import { describeImageSupportInstanceTypes } from "./instance-type/describe-image-support-instance-types.ts";
import { describeRegions, describeZones } from "./region/regions.ts";
import { listResourceGroup } from "./resource-group/list-resource-group.ts";
import { describeSnapshots } from "./snapshot/describe-snapshots.ts";
import { createSnapshot, deleteSnapshot } from "./snapshot/snapshots.ts";
import { assumeRole, getCallerIdentity } from "./sts/sts.ts";
import { listTagResources } from "./tag/list-tag-resources.ts";
import { addTags, describeTags, removeTags } from "./tag/old-tags.ts";
import { tagResources, untagResources } from "./tag/tag-resources.ts";
import { cancelTask, describeTaskAttribute, describeTasks } from "./task/tasks.ts";

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
