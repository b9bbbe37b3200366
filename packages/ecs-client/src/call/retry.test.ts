import { describe, expect, it } from "vitest";
import { EcsError, type EcsErrorDetails } from "../errors/ecs-error.ts";
import { createTestRuntime } from "../testing/test-runtime.ts";
import { delayAfter, withRetries } from "./retry.ts";

function failure(details: Partial<EcsErrorDetails> = {}): EcsError {
  return new EcsError({
    kind: "network",
    reason: "lost",
    action: "CreateImage",
    retryable: true,
    ...details,
  });
}

const throttled = failure({ kind: "throttled", code: "Throttling.User" });
const inProgress = failure({ kind: "service", code: "IdempotentProcessing" });
const refused = failure({ kind: "service", code: "InvalidImageName.Duplicated", retryable: false });

/** Runs the outcomes one after the other, the last one for ever. */
async function attempt(
  outcomes: (EcsError | string)[],
  options: { maxRetries?: number; signal?: AbortSignal } = {},
) {
  const runtime = createTestRuntime();
  const signal = options.signal ?? new AbortController().signal;
  let attempts = 0;
  const result = await withRetries<string>(
    async (number) => {
      attempts = number;
      const outcome = outcomes[Math.min(number, outcomes.length) - 1] ?? failure();
      if (typeof outcome === "string") return outcome;
      throw outcome;
    },
    {
      maxRetries: options.maxRetries ?? 5,
      runtime,
      signal,
      aborted: () => new EcsError({ kind: "aborted", reason: "it was cancelled", cause: signal.reason }),
    },
  ).catch((error: unknown) => error);
  return { result, attempts, sleeps: runtime.sleeps };
}

describe("withRetries", () => {
  it("repeats after a failure that may go away", async () => {
    expect(await attempt([failure(), failure(), "done"])).toMatchObject({ result: "done", attempts: 3 });
  });

  it("does not repeat a refusal", async () => {
    const { result, attempts } = await attempt([refused, "done"]);
    expect(attempts).toBe(1);
    expect(result).toMatchObject({ code: "InvalidImageName.Duplicated", attempts: 1 });
  });

  it("gives up after the allowed number of retries and says how often it tried", async () => {
    const { result, attempts } = await attempt([failure()], { maxRetries: 3 });
    expect(attempts).toBe(4);
    expect(result).toMatchObject({ kind: "network", attempts: 4 });
  });

  it.each([
    ["throttling", throttled],
    ["a call with the same token in progress", inProgress],
  ])("does not count %s: only the caller's signal ends it", async (_what, error) => {
    expect(await attempt([...Array(50).fill(error), "done"], { maxRetries: 0 })).toMatchObject({
      result: "done",
      attempts: 51,
    });
  });

  it("doubles the bound of the wait from 500 ms to 10 s", async () => {
    const { sleeps } = await attempt([failure()], { maxRetries: 7 });
    expect(sleeps.map((sleep) => Math.round(sleep / 0.999))).toEqual([
      500, 1000, 2000, 4000, 8000, 10_000, 10_000,
    ]);
  });

  it("keeps that an earlier attempt may have done the work, although it got a response", async () => {
    const { result } = await attempt([failure({ mayHaveTakenEffect: true }), throttled, refused]);
    expect(result).toMatchObject({ ambiguous: false, mayHaveTakenEffect: true, attempts: 3 });
  });

  it("keeps an error ambiguous when an earlier attempt got no response", async () => {
    const { result } = await attempt([failure({ ambiguous: true }), throttled, refused]);
    expect(result).toMatchObject({
      code: "InvalidImageName.Duplicated",
      ambiguous: true,
      mayHaveTakenEffect: true,
      attempts: 3,
    });
  });

  it("ends with the signal's reason and the failure that was being repeated", async () => {
    const controller = new AbortController();
    const pending = attempt([throttled], { signal: controller.signal });
    controller.abort(new Error("deadline"));
    const { result } = await pending;
    expect(result).toMatchObject({ kind: "aborted", lastError: { code: "Throttling.User" } });
    expect(result).toHaveProperty("cause.message", "deadline");
    expect(String(result)).toContain("Throttling.User");
  });
});

describe("delayAfter", () => {
  it.each([0, 0.5])("spreads the wait over the whole range (random number %d)", (random) => {
    expect(delayAfter(failure(), 3, random)).toBe(random * 2000);
  });

  it.each([
    ["the time the service asks for, in milliseconds", failure({ retryAfterMs: 1500 }), 1500],
    ["at most a minute of what the service asks for", failure({ retryAfterMs: 3_600_000 }), 60_000],
    ["2 s while the same token is being worked on", inProgress, 2000],
    ["2 s for the general code of the same situation", failure({ code: "LastTokenProcessing" }), 2000],
  ])("waits %s", (_what, error, expected) => {
    expect(delayAfter(error, 1, 0)).toBe(expected);
  });
});
