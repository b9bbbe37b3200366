import { type EcsClient, isEcsError, isImageInUse, isPermissionDenied } from "ecs-client";
import { DiagnosticError, logger } from "terraform-plugin";
import { explain } from "../operation/errors.ts";
import { interrupted, interruption, lastFailure, waitUntilGone, whileImageIsBusy } from "./wait.ts";

/** How many instances an error names; the rest is counted. */
const MOST_NAMED = 10;

/**
 * Deletes an image and waits until it is gone; an image that is gone already is fine. `remove` is the call that takes it away, and tells
 * whether it existed.
 */
export async function deleteImage(
  imageId: string,
  force: boolean,
  ecs: EcsClient,
  signal: AbortSignal,
  remove: () => Promise<{ readonly existed: boolean }> = () => ecs.deleteImage(imageId, force, signal),
): Promise<void> {
  try {
    if (!force) await refuseWhileInUse(imageId, ecs, signal);
    const { existed } = await whileImageIsBusy(remove, signal);
    if (!existed) return;
  } catch (error) {
    if (interrupted(error, signal)) {
      throw notDeleted(imageId, signal, error);
    }
    if (isImageInUse(error))
      throw inUse(imageId, await instancesOf(imageId, ecs, signal).catch(() => null), error);
    throw explain(error, `Cannot delete the image ${imageId}`);
  }
  await waitUntilGone(ecs, imageId, signal);
}

interface Users {
  readonly ids: readonly string[];
  readonly count: number;
}

/** Asks before deleting, where that is permitted: the service refuses as well, but does not say who uses the image. */
async function refuseWhileInUse(imageId: string, ecs: EcsClient, signal: AbortSignal): Promise<void> {
  const users = await instancesOf(imageId, ecs, signal).catch((error: unknown) => {
    if (!isPermissionDenied(error)) throw error;
    logger("image").warn("not permitted to ask which instances use the image", { image_id: imageId });
    return null;
  });
  if (users && users.count > 0) throw inUse(imageId, users);
}

async function instancesOf(imageId: string, ecs: EcsClient, signal: AbortSignal): Promise<Users> {
  const page = await ecs.describeInstances({ imageId }, { pageSize: MOST_NAMED }, signal);
  return {
    ids: page.items.map((instance) => instance.instanceId),
    count: page.totalCount ?? page.items.length,
  };
}

function notDeleted(imageId: string, signal: AbortSignal, cause: unknown): DiagnosticError {
  const when =
    isEcsError(cause) && cause.mayHaveTakenEffect
      ? `before the service had confirmed the deletion of the image ${imageId}: it may be deleted all the same`
      : `before the image ${imageId} was deleted`;
  return new DiagnosticError(
    "Image is not deleted",
    `${capitalized(interruption(signal))} ${when}.${lastFailure(cause)} It stays in the state; run it again.`,
    { cause },
  );
}

function inUse(imageId: string, users: Users | null, cause?: unknown): DiagnosticError {
  const named = users?.ids.join(", ") ?? "";
  const others = users && users.count > users.ids.length ? ` and ${users.count - users.ids.length} more` : "";
  const who = named ? `${named}${others}` : "instances that the service does not name";
  return new DiagnosticError(
    "Image is in use",
    `The image ${imageId} is used by ${who}. Either delete these instances or replace their system disks, or set force = true on the image, apply, and destroy it again: they keep running but cannot be reset to the image any more.`,
    { cause },
  );
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
