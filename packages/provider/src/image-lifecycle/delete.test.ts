import { type DeletedImage, type EcsClient, EcsError, type Instance, type Page } from "ecs-client";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { fakeEcs, instancePage, inTurn, refusal, reportedImage, unanswered } from "../testing/fake-ecs.ts";
import { useFakeTime, useRealTime } from "../testing/fake-time.ts";
import { anOperation, failureOf } from "../testing/operation.ts";
import { deleteImage } from "./delete.ts";

const DELETED: DeletedImage = { existed: true, requestId: null };
const WAYS_OUT =
  "Either delete these instances or replace their system disks, or set force = true on the image, apply, and destroy it again: they keep running but cannot be reset to the image any more.";

beforeEach(useFakeTime);
afterEach(useRealTime);

/** The deletion of an image that nothing uses and that is gone at once, but for what a test changes. */
function remove({ force = false, ...calls }: Partial<EcsClient> & { force?: boolean } = {}) {
  const operation = anOperation();
  const deleteCall = vi.fn<EcsClient["deleteImage"]>(calls.deleteImage ?? (async () => DELETED));
  const describeInstances = vi.fn<EcsClient["describeInstances"]>(
    calls.describeInstances ?? (async () => instancePage([])),
  );
  const describeImage = vi.fn<EcsClient["describeImage"]>(calls.describeImage ?? (async () => null));
  const ecs = fakeEcs({ deleteImage: deleteCall, describeInstances, describeImage });
  const result = deleteImage("m-1", force, ecs, operation.signal);
  return { ...operation, result, deleteCall, describeInstances, describeImage };
}

describe("deleting an image", () => {
  test("ends when it is gone", async () => {
    const { result, describeImage } = remove({
      describeImage: inTurn(reportedImage(), reportedImage(), null),
    });
    await vi.advanceTimersByTimeAsync(2_000);
    await result;
    expect(describeImage).toHaveBeenCalledTimes(3);
  });

  test("that is gone already is fine, and waits for nothing", async () => {
    const { result, describeImage } = remove({
      deleteImage: async () => ({ existed: false, requestId: null }),
    });
    await result;
    expect(describeImage).not.toHaveBeenCalled();
  });

  test.each([["ImageIsCreating"], ["ImageIsExporting"], ["OperationDenied.ImageCopying"]])(
    "waits while it is busy (%s)",
    async (code) => {
      const { result, deleteCall } = remove({ deleteImage: inTurn<DeletedImage>(refusal(code), DELETED) });
      await vi.advanceTimersByTimeAsync(1_000);
      await result;
      expect(deleteCall).toHaveBeenCalledTimes(2);
    },
  );

  test("fails with the service's reason when it is refused", async () => {
    const error = refusal("Forbidden.RAM");
    const { result } = remove({ deleteImage: () => Promise.reject(error) });
    expect(await failureOf(result)).toMatchObject({
      summary: "Cannot delete the image m-1",
      detail: expect.stringContaining("Ask for the permission"),
      cause: error,
    });
  });
});

describe("an image that instances use", () => {
  test("is not deleted before the instances that use it are listed", async () => {
    const { result, describeInstances, deleteCall } = remove();
    await result;
    expect(describeInstances.mock.calls[0]?.slice(0, 2)).toEqual([{ imageId: "m-1" }, { pageSize: 10 }]);
    expect(deleteCall.mock.calls[0]?.slice(0, 2)).toEqual(["m-1", false]);
  });

  const ten = Array.from({ length: 10 }, (_each, index) => `i-${index}`);

  test.each<[string, string[], number | null, string]>([
    ["one", ["i-1"], 1, "i-1"],
    ["ten", ten, 10, ten.join(", ")],
    ["more than a page", ten, 12, `${ten.join(", ")} and 2 more`],
    ["an unknown number", ["i-1", "i-2"], null, "i-1, i-2"],
  ])(
    "is not deleted, and the error names them and the two ways out: %s",
    async (_rule, ids, total, named) => {
      const { result, deleteCall } = remove({ describeInstances: async () => instancePage(ids, total) });
      expect(await failureOf(result)).toMatchObject({
        summary: "Image is in use",
        detail: `The image m-1 is used by ${named}. ${WAYS_OUT}`,
      });
      expect(deleteCall).not.toHaveBeenCalled();
    },
  );

  test("is deleted with force, without listing instances", async () => {
    const { result, describeInstances, deleteCall } = remove({ force: true });
    await result;
    expect(describeInstances).not.toHaveBeenCalled();
    expect(deleteCall.mock.calls[0]?.slice(0, 2)).toEqual(["m-1", true]);
  });

  test.each<[string, EcsClient["describeInstances"], string]>([
    ["names them when the service does", inTurn(instancePage([]), instancePage(["i-7"])), "i-7"],
    ["says so when it names none", async () => instancePage([]), "instances that the service does not name"],
    [
      "says so when it refuses to answer",
      inTurn(instancePage([]), refusal("Forbidden.RAM")),
      "instances that the service does not name",
    ],
  ])(
    "only by what the service says (ImageUsingByInstance): the error %s",
    async (_rule, describeInstances, named) => {
      const error = refusal("ImageUsingByInstance");
      const { result } = remove({ describeInstances, deleteImage: () => Promise.reject(error) });
      expect(await failureOf(result)).toMatchObject({
        summary: "Image is in use",
        detail: `The image m-1 is used by ${named}. ${WAYS_OUT}`,
        cause: error,
      });
    },
  );
});

describe("a deletion whose timeout passes", () => {
  test("after the service accepted it says that the image is not gone yet", async () => {
    const { result, timeOut } = remove({ describeImage: async () => reportedImage() });
    const failure = failureOf(result);
    await vi.advanceTimersByTimeAsync(60_000);
    timeOut();
    expect(await failure).toMatchObject({
      summary: "Image is not gone yet",
      detail: expect.stringContaining("timeouts { delete = … }"),
    });
  });

  test("before the service accepted it says that the image stays", async () => {
    const { result, timeOut } = remove({ deleteImage: (_imageId, _force, signal) => unanswered(signal) });
    const failure = failureOf(result);
    await vi.advanceTimersByTimeAsync(100);
    timeOut();
    expect(await failure).toMatchObject({
      summary: "Image is not deleted",
      detail:
        "The timeout of 10m passed before the image m-1 was deleted. It stays in the state. Run the command again.",
    });
  });

  test("before the service answered says that the image may be deleted", async () => {
    const { result, timeOut } = remove({
      deleteImage: (_imageId, _force, signal) => unanswered(signal, { ambiguous: true }),
    });
    const failure = failureOf(result);
    await vi.advanceTimersByTimeAsync(100);
    timeOut();
    expect((await failure).detail).toBe(
      "The timeout of 10m passed before the service had confirmed the deletion of the image m-1: it may have been deleted anyway. It stays in the state. Run the command again.",
    );
  });

  test("while the image is busy says that it is", async () => {
    const { result, timeOut } = remove({ deleteImage: () => Promise.reject(refusal("ImageIsCreating")) });
    const failure = failureOf(result);
    await vi.advanceTimersByTimeAsync(60_000);
    timeOut();
    expect(await failure).toMatchObject({
      summary: "Cannot delete the image m-1: the timeout of 10m passed",
      detail: expect.stringContaining("ImageIsCreating"),
    });
  });
});

describe("an outage of the service", () => {
  const outage = new EcsError({ kind: "network", reason: "the connection broke" });

  test("delays the deletion", async () => {
    const { result, deleteCall } = remove({
      describeInstances: inTurn<Page<Instance>>(outage, instancePage([])),
      deleteImage: inTurn<DeletedImage>(outage, outage, DELETED),
    });
    await vi.advanceTimersByTimeAsync(10_000);
    await result;
    expect(deleteCall).toHaveBeenCalledTimes(3);
  });

  test("that lasts until the time is over is named", async () => {
    const { result, timeOut } = remove({ deleteImage: () => Promise.reject(outage) });
    const failure = failureOf(result);
    await vi.advanceTimersByTimeAsync(60_000);
    timeOut();
    expect(await failure).toMatchObject({
      summary: "Cannot delete the image m-1: the timeout of 10m passed",
      detail: expect.stringMatching(/^the connection broke\. Check the endpoint/),
    });
  });
});

test("an interrupted deletion says that the image stays", async () => {
  const { result, stop } = remove({ describeInstances: (_filters, _paging, signal) => unanswered(signal) });
  const failure = failureOf(result);
  stop();
  expect((await failure).detail).toBe(
    "Terraform was interrupted before the image m-1 was deleted. It stays in the state. Run the command again.",
  );
});
