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
        "The service may have done the work all the same.",
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
      attempts: 0,
      lastError: null,
    });
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
