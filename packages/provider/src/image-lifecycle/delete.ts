import { type EcsClient, isEcsError, isImageBusy, isImageInUse, isPermissionDenied } from "ecs-client";
import { logger } from "terraform-plugin";
import { isInterruption, withInterruption } from "../operation/interruption.ts";
import { isOutage, retry } from "../operation/retry.ts";
import { explainImage, inUse, notDeleted } from "./errors.ts";
import { waitUntilGone } from "./wait.ts";

/** How many instances an error names; the rest is counted. */
const MOST_NAMED = 10;

/**
 * Deletes an image and waits until it is gone; an image that is gone already is fine. Every call here is safe to repeat, so an outage of the
 * service delays the deletion until the timeout. `remove` is the call that takes the image away, and returns whether it
 * existed.
 */
export async function deleteImage(
  imageId: string,
  force: boolean,
  ecs: EcsClient,
  signal: AbortSignal,
  remove: () => Promise<{ readonly existed: boolean }> = () => ecs.deleteImage(imageId, force, signal),
): Promise<void> {
  const isTemporary = (error: unknown) => isImageBusy(error) || isOutage(error);
  try {
    if (!force) await refuseWhileInUse(imageId, ecs, signal);
    const { existed } = await retry(remove, { isTemporary }, signal);
    if (!existed) return;
  } catch (error) {
    // What failed before the signal fired says more than the signal.
    const failure = isEcsError(error) ? error.lastError : null;
    if (isInterruption(error, signal) && !failure) throw notDeleted(imageId, signal, error);
    if (isImageInUse(error)) {
      throw inUse(imageId, await usersOf(imageId, ecs, signal).catch(() => null), error);
    }
    throw explainImage(failure ?? error, withInterruption(`Cannot delete the image ${imageId}`, signal));
  }
  await waitUntilGone(ecs, imageId, signal);
}

/**
 * Refuses to delete an image that instances use, and names them. The service refuses as well, but does not name them. Without permission for
 * DescribeInstances the service decides alone.
 */
async function refuseWhileInUse(imageId: string, ecs: EcsClient, signal: AbortSignal): Promise<void> {
  const listUsers = () => usersOf(imageId, ecs, signal);
  const users = await retry(listUsers, { isTemporary: isOutage }, signal).catch((error: unknown) => {
    if (!isPermissionDenied(error)) throw error;
    logger("image").warn("no permission to list the instances that use the image", { image_id: imageId });
    return null;
  });
  if (users && users.total > 0) throw inUse(imageId, users);
}

interface Users {
  readonly ids: readonly string[];
  readonly total: number;
}

async function usersOf(imageId: string, ecs: EcsClient, signal: AbortSignal): Promise<Users> {
  const page = await ecs.describeInstances({ imageId }, { pageSize: MOST_NAMED }, signal);
  return {
    ids: page.items.map((instance) => instance.instanceId),
    total: page.totalCount ?? page.items.length,
  };
}
