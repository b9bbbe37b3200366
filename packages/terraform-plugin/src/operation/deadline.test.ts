import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { withDeadline } from "./deadline.ts";
import { OperationStopped, OperationTimedOut } from "./errors.ts";

const never = new AbortController().signal;

/** An operation that ends with the reason of its signal. */
const untilAborted = (signal: AbortSignal) =>
  new Promise<unknown>((resolve) => {
    if (signal.aborted) resolve(signal.reason);
    signal.addEventListener("abort", () => resolve(signal.reason));
  });

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe("the signal of an operation", () => {
  test("is aborted when its time has passed, and not before", async () => {
    let signal: AbortSignal | undefined;
    const ended = withDeadline(600_000, never, never, (given) => {
      signal = given;
      return untilAborted(given);
    });
    await vi.advanceTimersByTimeAsync(599_999);
    expect(signal?.aborted).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(await ended).toEqual(new OperationTimedOut(600_000));
  });

  test.each(["stop", "call"])("is aborted by the %s as an interrupt", async (which) => {
    const controller = new AbortController();
    const [stop, call] = which === "stop" ? [controller.signal, never] : [never, controller.signal];
    const ended = withDeadline(600_000, stop, call, untilAborted);
    controller.abort();
    expect(await ended).toBeInstanceOf(OperationStopped);
  });

  test("is aborted from the start when the call has already been given up", async () => {
    expect(await withDeadline(600_000, never, AbortSignal.abort(), untilAborted)).toBeInstanceOf(
      OperationStopped,
    );
  });

  test("does not fire at once for a timeout that is longer than timers can be", async () => {
    let aborted = false;
    void withDeadline(2 ** 31, never, never, async (signal) => {
      await untilAborted(signal);
      aborted = true;
    });
    await vi.advanceTimersByTimeAsync(1000);
    expect(aborted).toBe(false);
    expect(vi.getTimerCount()).toBe(0);
  });

  test.each([
    ["ends", async () => "done"],
    ["fails", () => Promise.reject(new Error("failed"))],
  ])("leaves no timer behind when the operation %s", async (_, operation) => {
    await withDeadline(600_000, never, never, operation).catch(() => {});
    expect(vi.getTimerCount()).toBe(0);
  });
});
