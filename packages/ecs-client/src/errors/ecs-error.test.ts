import { describe, expect, it } from "vitest";
import { EcsError } from "./ecs-error.ts";

describe("EcsError", () => {
  it("writes one sentence after the other", () => {
    const lastError = new EcsError({
      kind: "throttled",
      action: "CreateImage",
      reason: "Too many.",
      code: "Throttling",
    });
    const error = new EcsError({
      kind: "aborted",
      action: "CreateImage",
      subject: "image m-1",
      reason: "it was cancelled",
      ambiguous: true,
      lastError,
    });
    expect(error.message).toBe(
      "CreateImage of image m-1 failed: it was cancelled. " +
        "The attempt before had failed: CreateImage failed: Too many. (code Throttling). " +
        "A request got no response, so the service may have done the work anyway.",
    );
  });

  it("is null, false or zero where nothing is known", () => {
    expect(new EcsError({ kind: "network", reason: "lost" })).toMatchObject({
      message: "lost",
      action: null,
      code: null,
      serviceMessage: null,
      httpStatus: null,
      requestId: null,
      retryable: false,
      ambiguous: false,
      mayHaveTakenEffect: false,
      clockSkewMs: null,
      attempts: 0,
      lastError: null,
    });
  });

  it("may have taken effect when it is ambiguous, and also when the service left that open", () => {
    const ambiguous = new EcsError({ kind: "network", reason: "lost", ambiguous: true });
    expect(ambiguous).toMatchObject({ ambiguous: true, mayHaveTakenEffect: true });
    const responded = new EcsError({ kind: "service", reason: "Internal.", mayHaveTakenEffect: true });
    expect(responded).toMatchObject({
      ambiguous: false,
      mayHaveTakenEffect: true,
      message: "Internal. The service may have done the work anyway.",
    });
  });

  it("says once that the work may have been done, also after an attempt that said so", () => {
    const details = { kind: "service", reason: "Internal", mayHaveTakenEffect: true } as const;
    const lastError = new EcsError(details);
    expect(new EcsError({ ...details, kind: "aborted", lastError }).message).toBe(
      "Internal. The attempt before had failed: Internal. The service may have done the work anyway.",
    );
  });

  it.each([
    [3_600_000, "1 h ahead of"],
    [-3_723_000, "1 h 2 min 3 s behind"],
    [1000, "1 s ahead of"],
  ])("says how far the clocks differ: %i ms", (clockSkewMs, difference) => {
    const { message } = new EcsError({ kind: "service", reason: "Expired.", clockSkewMs });
    expect(message).toBe(
      `Expired. The clock of this machine is ${difference} the clock of the service: synchronize the two.`,
    );
  });

  it("says also that the clocks agree", () => {
    const { message } = new EcsError({ kind: "service", reason: "Expired.", clockSkewMs: 0 });
    expect(message).toBe("Expired. The clock of this machine agrees with the clock of the service.");
  });

  it("can be copied with changes, cause included", () => {
    const cause = new Error("origin");
    const error = new EcsError({ kind: "network", reason: "lost", cause }).with({ action: "DeleteImage" });
    expect(error).toMatchObject({
      kind: "network",
      action: "DeleteImage",
      message: "DeleteImage failed: lost",
    });
    expect(error.cause).toBe(cause);
  });
});
