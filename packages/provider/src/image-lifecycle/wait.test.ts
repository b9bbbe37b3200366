import { type EcsClient, EcsError, type Image } from "ecs-client";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { fakeEcs, inTurn, refusal, reportedImage, unanswered } from "../testing/fake-ecs.ts";
import { useFakeTime, useRealTime } from "../testing/fake-time.ts";
import { anOperation, failureOf } from "../testing/operation.ts";
import { type RequestedImage, waitUntilAvailable, waitUntilGone } from "./wait.ts";

const CREATED: RequestedImage = { imageId: "m-1", requestId: "REQUEST-0", action: "CreateImage" };
const outage = new EcsError({ kind: "network", reason: "the connection broke" });
const gateway = new EcsError({ kind: "service", reason: "bad gateway", httpStatus: 502, retryable: true });
const throttled = new EcsError({ kind: "throttled", reason: "too many", retryable: true });
const creating = reportedImage({ status: "Creating", progress: "40%" });
const available = reportedImage();

beforeEach(useFakeTime);
afterEach(useRealTime);

/** Waits for an image that these checks find, one after the other. */
function wait(...checks: readonly (Image | null | Error)[]) {
  const operation = anOperation();
  const describeImage = vi.fn(inTurn(...checks));
  const seen: (string | null)[] = [];
  const result = waitUntilAvailable(fakeEcs({ describeImage }), CREATED, operation.signal, (image) =>
    seen.push(image.status),
  );
  return { ...operation, describeImage, seen, result };
}

describe("waiting until an image is Available", () => {
  test("takes no time when it is", async () => {
    const { result, describeImage } = wait(available);
    expect(await result).toBe(available);
    expect(describeImage).toHaveBeenCalledOnce();
  });

  test("checks the image as it is now", async () => {
    const describeImage = vi.fn<EcsClient["describeImage"]>(async () => available);
    const { signal } = anOperation();
    await waitUntilAvailable(fakeEcs({ describeImage }), CREATED, signal, () => {});
    expect(describeImage).toHaveBeenCalledOnce();
    expect(describeImage.mock.calls[0]?.[2]?.maxAgeMs).toBeUndefined();
  });

  test("reports every check of the image", async () => {
    const { result, seen } = wait(creating, creating, available);
    await vi.advanceTimersByTimeAsync(2_000);
    await result;
    expect(seen).toEqual(["Creating", "Creating", "Available"]);
  });

  test.each([["Creating"], ["Waiting"], ["SomethingNew"], [""], [null]])(
    "goes on while the status is %j",
    async (status) => {
      const { result } = wait(reportedImage({ status }), available);
      await vi.advanceTimersByTimeAsync(1_000);
      expect(await result).toBe(available);
    },
  );

  test("goes on while the service does not show the image yet", async () => {
    const { result, seen } = wait(null, null, available);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(await result).toBe(available);
    expect(seen).toEqual(["Available"]);
  });

  test.each([
    ["CreateFailed", "40%", "its status is CreateFailed at 40%"],
    ["UnAvailable", "40%", "its status is UnAvailable at 40%"],
    ["CreateFailed", null, "its status is CreateFailed at unknown progress"],
    ["CreateFailed", "", "its status is CreateFailed at unknown progress"],
  ])("fails at once when the status is %s (progress %j)", async (status, progress, text) => {
    const { result, seen } = wait(reportedImage({ status, progress }));
    const { summary, detail } = await failureOf(result);
    expect(summary).toBe("Image creation failed");
    expect(detail).toBe(
      `The service could not create the image m-1 (CreateImage, request ID REQUEST-0): ${text}. It is kept in the state as tainted, and the next apply replaces it. The console of the cloud may show the reason.`,
    );
    expect(seen).toEqual([status]);
  });

  test("fails when the image disappears", async () => {
    const { result } = wait(creating, null);
    const failure = failureOf(result);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(await failure).toMatchObject({
      summary: "Image disappeared",
      detail:
        "The image m-1 was deleted outside of Terraform while it was being created. Apply again to create a new one.",
    });
  });

  test.each([outage, gateway, throttled])("outlasts an outage of the service (%s)", async (error) => {
    const { result, seen } = wait(creating, error, error, creating, available);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(await result).toBe(available);
    expect(seen).toEqual(["Creating", "Creating", "Available"]);
  });

  test("fails when the service refuses to report the status, and says that the image exists and how to keep it", async () => {
    const error = refusal("Forbidden.RAM");
    expect(await failureOf(wait(error).result)).toMatchObject({
      summary: "Could not check the status of image m-1",
      detail: expect.stringMatching(
        /Forbidden\.RAM.*Ask for the permission .* The image m-1 exists, and the service goes on creating it\. It is kept in the state as tainted: .*"terraform untaint"/,
      ),
      cause: error,
    });
  });
});

describe("a wait that ends before the image is Available", () => {
  const kept =
    'It is kept in the state as tainted: the next apply replaces it, unless you run "terraform untaint" once it is Available.';

  test("by the timeout says how far the image was, and how to give it more time", async () => {
    const { result, timeOut } = wait(creating);
    const failure = failureOf(result);
    await vi.advanceTimersByTimeAsync(60_000);
    timeOut();
    expect(await failure).toMatchObject({
      summary: "Image is not available yet",
      detail: `The image m-1 was created, but the timeout of 10m passed before it was Available: its status is Creating at 40%. Give it more time with timeouts { create = … }. ${kept}`,
    });
  });

  test("by an interrupt ends at once and says that the service goes on", async () => {
    const { result, stop } = wait(creating);
    const failure = failureOf(result);
    await vi.advanceTimersByTimeAsync(100);
    stop();
    expect((await failure).detail).toBe(
      `The image m-1 was created, but Terraform was interrupted before it was Available: its status is Creating at 40%. The service goes on creating it. ${kept}`,
    );
    expect(vi.getTimerCount()).toBe(0);
  });

  test("says so when the service never showed the image", async () => {
    const { result, timeOut } = wait(null);
    const failure = failureOf(result);
    timeOut();
    expect((await failure).detail).toContain("before it was Available: the service does not show it yet. ");
  });

  test("says how the last check failed", async () => {
    const operation = anOperation();
    const lastError = refusal("Throttling.User");
    const ecs = fakeEcs({ describeImage: (_imageId, signal) => unanswered(signal, { lastError }) });
    const failure = failureOf(waitUntilAvailable(ecs, CREATED, operation.signal, () => {}));
    operation.timeOut();
    expect((await failure).detail).toContain(
      "does not show it yet. The last attempt failed: the service says Throttling.User (code Throttling.User, HTTP 403, request ID REQUEST-1). Give it",
    );
  });

  test("by the timeout during an outage says how the service failed last", async () => {
    const { result, timeOut } = wait(creating, outage);
    const failure = failureOf(result);
    await vi.advanceTimersByTimeAsync(60_000);
    timeOut();
    expect(await failure).toMatchObject({
      summary: "Image is not available yet",
      detail: expect.stringContaining(
        "its status is Creating at 40%. The last attempt failed: the connection broke. Give it more time",
      ),
    });
  });

  test("of a copy that waits for others says so", async () => {
    const { result, stop } = wait(reportedImage({ status: "Waiting", progress: "0%" }));
    const failure = failureOf(result);
    await vi.advanceTimersByTimeAsync(100);
    stop();
    expect((await failure).detail).toContain(
      "its status is Waiting, which means that it waits for its turn at 0%.",
    );
  });

  test("during a check ends with the check", async () => {
    const operation = anOperation();
    const ecs = fakeEcs({ describeImage: (_imageId, signal) => unanswered(signal) });
    const failure = failureOf(waitUntilAvailable(ecs, CREATED, operation.signal, () => {}));
    operation.stop();
    expect((await failure).summary).toBe("Image is not available yet");
  });

  test("during a check that has gone on for long says that the service does not answer", async () => {
    const operation = anOperation();
    const ecs = fakeEcs({ describeImage: (_imageId, signal) => unanswered(signal) });
    const failure = failureOf(waitUntilAvailable(ecs, CREATED, operation.signal, () => {}));
    await vi.advanceTimersByTimeAsync(8_000);
    operation.timeOut();
    expect((await failure).detail).toContain(
      "does not show it yet. The service has given no usable response for 8s. Give it more time",
    );
  });
});

describe("waiting until an image is gone", () => {
  function waitForEnd(...checks: readonly (Image | null | Error)[]) {
    const operation = anOperation();
    const describeImage = vi.fn(inTurn(...checks));
    const result = waitUntilGone(fakeEcs({ describeImage }), "m-1", operation.signal);
    return { ...operation, describeImage, result };
  }

  test("takes no time when it is", async () => {
    const { result, describeImage } = waitForEnd(null);
    await result;
    expect(describeImage).toHaveBeenCalledOnce();
  });

  test("goes on while the service shows it, whatever its status", async () => {
    const { result, describeImage } = waitForEnd(available, reportedImage({ status: "UnAvailable" }), null);
    await vi.advanceTimersByTimeAsync(2_000);
    await result;
    expect(describeImage).toHaveBeenCalledTimes(3);
  });

  test("by the timeout says that the deletion was accepted, and what to do", async () => {
    const { result, timeOut } = waitForEnd(available);
    const failure = failureOf(result);
    await vi.advanceTimersByTimeAsync(1_000);
    timeOut();
    expect(await failure).toMatchObject({
      summary: "Image is not gone yet",
      detail:
        "The service accepted the deletion of the image m-1, but the timeout of 10m passed before it was gone. It stays in the state. Give it more time with timeouts { delete = … }, or run the command again.",
    });
  });

  test("by an interrupt says that it may be run again", async () => {
    const { result, stop } = waitForEnd(available);
    const failure = failureOf(result);
    stop();
    expect((await failure).detail).toMatch(
      /but Terraform was interrupted before .* Run the command again\.$/,
    );
  });

  test("that ends during a check that has gone on for long says that the service does not answer", async () => {
    const operation = anOperation();
    const ecs = fakeEcs({ describeImage: (_imageId, signal) => unanswered(signal) });
    const failure = failureOf(waitUntilGone(ecs, "m-1", operation.signal));
    await vi.advanceTimersByTimeAsync(8_000);
    operation.stop();
    expect((await failure).detail).toContain("The service has given no usable response for 8s. It stays");
  });

  test.each([outage, gateway, throttled])("outlasts an outage of the service (%s)", async (error) => {
    const { result } = waitForEnd(available, error, error, null);
    await vi.advanceTimersByTimeAsync(10_000);
    await result;
  });

  test("fails when the service refuses to report the status, and says that the deletion was accepted", async () => {
    const error = refusal("Forbidden.RAM");
    expect(await failureOf(waitForEnd(error).result)).toMatchObject({
      summary: "Could not check whether image m-1 is gone",
      detail: expect.stringMatching(
        /The service accepted the deletion of the image m-1\. It stays in the state/,
      ),
      cause: error,
    });
  });
});
