import type { Action } from "./common/define-action.ts";
import { describeDisks } from "./disk/describe-disks.ts";
import { createImage } from "./image/create-image.ts";
import { deleteImage } from "./image/delete-image.ts";
import { describeImageFromFamily } from "./image/describe-image-from-family.ts";
import { describeImageSharePermission } from "./image/describe-image-share-permission.ts";
import { describeImages } from "./image/describe-images.ts";
import { exportImage } from "./image/export-image.ts";
import { importImage } from "./image/import-image.ts";
import { modifyImageAttribute } from "./image/modify-image-attribute.ts";
import { modifyImageSharePermission } from "./image/modify-image-share-permission.ts";
import { cancelCopyImage } from "./image-copy/cancel-copy-image.ts";
import { copyImage } from "./image-copy/copy-image.ts";
import { createInstance } from "./instance/create-instance.ts";
import { deleteInstance } from "./instance/delete-instance.ts";
import { describeInstances } from "./instance/describe-instances.ts";
import { replaceSystemDisk } from "./instance/replace-system-disk.ts";
import { runInstances } from "./instance/run-instances.ts";
import { startInstance } from "./instance/start-instance.ts";
import { stopInstance } from "./instance/stop-instance.ts";
import { describeImageSupportInstanceTypes } from "./instance-type/describe-image-support-instance-types.ts";
import { describeInstanceTypes } from "./instance-type/describe-instance-types.ts";
import { describeRegions } from "./region/describe-regions.ts";
import { describeZones } from "./region/describe-zones.ts";
import { listResourceGroup } from "./resource-group/list-resource-group.ts";
import { createSnapshot } from "./snapshot/create-snapshot.ts";
import { deleteSnapshot } from "./snapshot/delete-snapshot.ts";
import { describeSnapshots } from "./snapshot/describe-snapshots.ts";
import { assumeRole } from "./sts/assume-role.ts";
import { getCallerIdentity } from "./sts/get-caller-identity.ts";
import { addTags } from "./tag/add-tags.ts";
import { describeTags } from "./tag/describe-tags.ts";
import { listTagResources } from "./tag/list-tag-resources.ts";
import { removeTags } from "./tag/remove-tags.ts";
import { tagResources } from "./tag/tag-resources.ts";
import { untagResources } from "./tag/untag-resources.ts";
import { cancelTask } from "./task/cancel-task.ts";
import { describeTaskAttribute } from "./task/describe-task-attribute.ts";
import { describeTasks } from "./task/describe-tasks.ts";

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
  describeInstanceTypes,
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
