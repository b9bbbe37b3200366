import type { CancelledCopy, EcsClient } from "ecs-client";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { fakeEcs, instancePage, inTurn, refusal } from "../testing/fake-ecs.ts";
import { useFakeTime, useRealTime } from "../testing/fake-time.ts";
import { anOperation, failureOf } from "../testing/operation.ts";
import { deleteImageCopy } from "./delete.ts";

const DELETED = { existed: true, requestId: null };
const busy = refusal("OperationDenied.ImageCopying");

beforeEach(useFakeTime);
afterEach(useRealTime);

/** The deletion of a copy where DeleteImage and CancelCopyImage answer in turn. */
function remove(
  deletions: readonly (typeof DELETED | Error)[],
  cancellations: readonly (CancelledCopy["outcome"] | Error)[] = [],
  force = false,
) {
  const operation = anOperation();
  const deleteImage = vi.fn<EcsClient["deleteImage"]>(inTurn(...deletions));
  const nextOutcome = inTurn(...cancellations);
  const cancelCopyImage = vi.fn<EcsClient["cancelCopyImage"]>(async () => ({
    outcome: await nextOutcome(),
    requestId: null,
  }));
  const describeImage = vi.fn<EcsClient["describeImage"]>(async () => null);
  const ecs = fakeEcs({
    deleteImage,
    cancelCopyImage,
    describeImage,
    describeInstances: async () => instancePage([]),
  });
  const result = deleteImageCopy("m-1", force, ecs, operation.signal);
  return { ...operation, result, deleteImage, cancelCopyImage, describeImage };
}

describe("deleting a copy", () => {
  test("that is complete does not cancel anything", async () => {
    const { result, deleteImage, cancelCopyImage } = remove([DELETED], [], true);
    await result;
    expect(deleteImage).toHaveBeenCalledWith("m-1", true, expect.any(AbortSignal));
    expect(cancelCopyImage).not.toHaveBeenCalled();
  });

  test.each(["OperationDenied.ImageCopying", "InvalidStatus.ImageIsCreating", "ImageIsCreating"])(
    "that is still being made (%s) cancels it, and waits until it is gone",
    async (code) => {
      const { result, deleteImage, cancelCopyImage, describeImage } = remove([refusal(code)], ["cancelled"]);
      await result;
      expect(deleteImage).toHaveBeenCalledOnce();
      expect(cancelCopyImage).toHaveBeenCalledExactlyOnceWith("m-1", expect.any(AbortSignal));
      expect(describeImage).toHaveBeenCalledOnce();
    },
  );

  test("that is gone when it is cancelled is fine", async () => {
    const { result, describeImage } = remove([busy], ["gone"]);
    await result;
    expect(describeImage).not.toHaveBeenCalled();
  });

  test("that is complete when it is cancelled deletes it then", async () => {
    const { result, deleteImage, cancelCopyImage } = remove([busy, DELETED], ["refused"]);
    await vi.advanceTimersByTimeAsync(1_000);
    await result;
    expect(deleteImage).toHaveBeenCalledTimes(2);
    expect(cancelCopyImage).toHaveBeenCalledOnce();
  });

  test("that can neither be deleted nor cancelled ends with the timeout and the refusal", async () => {
    const { result, timeOut } = remove([busy], ["refused"]);
    const failure = failureOf(result);
    await vi.advanceTimersByTimeAsync(60_000);
    timeOut();
    expect(await failure).toMatchObject({
      summary: "Cannot delete the image m-1: the timeout of 10m passed",
      detail: expect.stringContaining("OperationDenied.ImageCopying"),
    });
  });

  test("whose cancellation fails says why", async () => {
    const { result } = remove([busy], [refusal("Forbidden.RAM")]);
    expect(await failureOf(result)).toMatchObject({
      summary: "Cannot delete the image m-1",
      detail: expect.stringMatching(/Forbidden\.RAM.*Ask for the permission/),
    });
  });

  test("that is refused for good is not cancelled", async () => {
    const { result, cancelCopyImage } = remove([refusal("ImageUseShared")]);
    expect((await failureOf(result)).detail).toContain("ImageUseShared");
    expect(cancelCopyImage).not.toHaveBeenCalled();
  });
});
