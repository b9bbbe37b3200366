import { apiError } from "../../errors/api-error.ts";
import { type Image, isEncrypted } from "../../model/image.ts";
import type { Stack } from "../../model/stack.ts";
import { defineAction } from "../common/define-action.ts";
import { findRegion, regionId } from "../common/find-region.ts";
import { findOwnImage } from "../common/image-checks.ts";
import { texts } from "../parameters/list-parameters.ts";
import { flag, required, text } from "../parameters/parameter.ts";

/** The most accounts that one request can add, and remove; the others are ignored. */
const MAX_ACCOUNTS_PER_CALL = 10;
/** The most accounts that an image can be shared with. Source: "ECS API reference, ModifyImageSharePermission". */
const MAX_ACCOUNTS = 50;

/**
 * ModifyImageSharePermission: shares the image with other accounts, or stops sharing it, or makes it a community
 * image or a private one. Adding an account twice and removing an unknown one changes nothing.
 */
export const modifyImageSharePermission = defineAction({
  name: "ModifyImageSharePermission",
  writes: true,
  parameters: {
    RegionId: regionId,
    ImageId: required(text()),
    AddAccount: texts(),
    RemoveAccount: texts(),
    IsPublic: flag(),
    LaunchPermission: text(),
    DryRun: flag(),
  },
  errors: [
    "regionNotFound",
    "imageNotFound",
    "shareAccountNotFound",
    "shareOwnAccount",
    "launchPermissionUnnecessary",
    "launchPermissionForbidden",
    "shareIsPublicConflict",
    "shareDeprecated",
    "shareEncrypted",
    "imageIsPublic",
    "imageIsNotPublic",
    "shareQuota",
  ],
  find(stack, values) {
    const image = findOwnImage(stack, findRegion(stack, values.RegionId).regionId, values.ImageId);
    const added = values.AddAccount.slice(0, MAX_ACCOUNTS_PER_CALL);
    const removed = values.RemoveAccount.slice(0, MAX_ACCOUNTS_PER_CALL);
    for (const id of [...added, ...removed]) {
      if (!/^\d{1,19}$/.test(id)) throw apiError("shareAccountNotFound", id);
      if (id === String(stack.accountId)) throw apiError("shareOwnAccount");
    }
    return { image, added, removed };
  },
  handle(stack, values, { image, added, removed }) {
    const namesAccounts = added.length + removed.length > 0;
    if (values.LaunchPermission !== undefined) {
      throw apiError(namesAccounts ? "launchPermissionUnnecessary" : "launchPermissionForbidden");
    }
    if (values.IsPublic === true && namesAccounts) throw apiError("shareIsPublicConflict");
    if (added.length > 0 || values.IsPublic === true) {
      if (image.fields.Status === "Deprecated") throw apiError("shareDeprecated");
      if (isEncrypted(image)) throw apiError("shareEncrypted");
      if (image.fields.IsPublic) throw apiError("imageIsPublic");
    }
    if (namesAccounts) changeShares(stack, image, added, removed);
    else if (values.IsPublic !== undefined) {
      if (values.IsPublic === false && !image.fields.IsPublic) throw apiError("imageIsNotPublic");
      stack.images.change(image.fields.ImageId, { IsPublic: values.IsPublic });
    }
    return {};
  },
});

function changeShares(
  stack: Stack,
  image: Image,
  added: readonly string[],
  removed: readonly string[],
): void {
  const shares = new Map(image.shares.map((share) => [share.AliyunId, share]));
  for (const id of removed) shares.delete(id);
  for (const AliyunId of added) {
    if (!shares.has(AliyunId)) shares.set(AliyunId, { AliyunId, SharedTime: stack.now() });
  }
  if (shares.size > MAX_ACCOUNTS) throw apiError("shareQuota");
  image.shares = [...shares.values()];
  stack.images.change(image.fields.ImageId, { IsSelfShared: shares.size > 0 ? "True" : "False" });
}
