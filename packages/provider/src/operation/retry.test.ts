import { EcsError, isImageBusy, isSourceBusy } from "ecs-client";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { inTurn, lostAnswer, refusal } from "../testing/fake-ecs.ts";
import { useFakeTime, useRealTime } from "../testing/fake-time.ts";
import { anOperation } from "../testing/operation.ts";
import { isOutage, retry } from "./retry.ts";

beforeEach(useFakeTime);
afterEach(useRealTime);

describe("a call that fails for now", () => {
  const whileBusy = <T>(call: () => Promise<T>, signal: AbortSignal) =>
    retry(call, { isTemporary: isSourceBusy }, signal);

  test.each([
    ["InvalidSnapshotId.NotReady"],
    ["SnapshotNotReady"],
    ["IncorrectDiskStatus.CreatingSnapshot"],
    ["IncorrectDiskStatus.Transferring"],
    ["TooManySnapshot.Unfinished"],
    ["QuotaExceed.ConcurrentSnapshotQuota"],
  ])("because of its source (%s) is repeated", async (code) => {
    const result = whileBusy(inTurn<string>(refusal(code), refusal(code), "done"), anOperation().signal);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(await result).toBe("done");
  });

  test.each([
    ["ImageIsCreating"],
    ["ImageIsImporting"],
    ["ImageIsExporting"],
    ["OperationDenied.ImageCopying"],
  ])("because the image is busy (%s) is repeated", async (code) => {
    const call = inTurn<string>(refusal(code), "done");
    const result = retry(call, { isTemporary: isImageBusy }, anOperation().signal);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(await result).toBe("done");
  });

  test.each([
    ["a refusal for good", refusal("InvalidSnapshotId.NotFound")],
    ["a lost answer", lostAnswer()],
    ["a defect", new TypeError("x is not a function")],
  ])("is not repeated after %s", async (_what, error) => {
    const call = vi.fn(() => Promise.reject(error));
    await expect(whileBusy(call, anOperation().signal)).rejects.toBe(error);
    expect(call).toHaveBeenCalledOnce();
  });

  test("fails with the last refusal when the time is over: it says more", async () => {
    const operation = anOperation();
    const [first, last] = [refusal("SnapshotNotReady"), refusal("SnapshotNotReady")];
    const result = whileBusy(inTurn(first, last), operation.signal);
    const rejected = expect(result).rejects.toBe(last);
    await vi.advanceTimersByTimeAsync(5_000);
    operation.timeOut();
    await rejected;
  });

  test("fails with what the decision about a retry throws", async () => {
    const decision = new Error("it will never work");
    const result = retry(
      () => Promise.reject(refusal("SnapshotNotReady")),
      { isTemporary: () => Promise.reject(decision) },
      anOperation().signal,
    );
    await expect(result).rejects.toBe(decision);
  });

  test("is not made at all after an interrupt", async () => {
    const operation = anOperation();
    operation.stop();
    const call = vi.fn(async () => "done");
    await expect(whileBusy(call, operation.signal)).rejects.toBe(operation.signal.reason);
    expect(call).not.toHaveBeenCalled();
  });
});

describe("an outage", () => {
  test.each([
    ["no connection", new EcsError({ kind: "network", reason: "refused" })],
    ["no answer in time", new EcsError({ kind: "timeout", reason: "too slow" })],
    ["throttling", new EcsError({ kind: "throttled", reason: "too many" })],
    ["a page of a gateway", new EcsError({ kind: "malformed-response", reason: "HTML" })],
    ["a server error", refusal("InternalError", { retryable: true })],
  ])("is %s", (_what, error) => {
    expect(isOutage(error)).toBe(true);
  });

  test.each([
    ["a refusal", refusal("Forbidden.RAM")],
    ["a certificate that is not trusted", new EcsError({ kind: "certificate", reason: "self-signed" })],
    ["an interrupt", new EcsError({ kind: "aborted", reason: "it was cancelled" })],
    ["a defect", new TypeError("x is not a function")],
  ])("is not %s", (_what, error) => {
    expect(isOutage(error)).toBe(false);
  });
});
