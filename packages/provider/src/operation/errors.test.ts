import { EcsError, type EcsErrorDetails } from "ecs-client";
import { DiagnosticError } from "terraform-plugin";
import { describe, expect, test } from "vitest";
import { type Advice, explain } from "./errors.ts";

/** What a user reads about a failed call. */
function detailOf(details: Partial<EcsErrorDetails>, advice?: Advice): string {
  const explained = explain(
    new EcsError({ kind: "service", reason: "it failed", ...details }),
    "Cannot",
    advice,
  );
  return explained instanceof DiagnosticError ? explained.detail : "not explained";
}

describe("an error of the service", () => {
  const error = new EcsError({
    kind: "service",
    action: "DeleteImage",
    subject: "image m-1",
    reason: "the service said no",
    code: "SomeCode",
    httpStatus: 403,
    requestId: "REQUEST-1",
  });

  test("becomes a message with what was done, why it failed, code, HTTP status and request ID", () => {
    expect(explain(error, "Cannot delete the image m-1")).toMatchObject({
      summary: "Cannot delete the image m-1",
      detail:
        "DeleteImage of image m-1 failed: the service said no (code SomeCode, HTTP 403, request ID REQUEST-1).",
    });
  });

  test("is kept as the cause, for the log", () => {
    expect(explain(error, "Cannot")).toHaveProperty("cause", error);
  });
});

describe("what to do next", () => {
  test.each<[string, Partial<EcsErrorDetails>, string]>([
    ["a wrong access key", { code: "InvalidAccessKeyId.NotFound" }, "Check access_key, secret_key"],
    ["a wrong secret", { code: "SignatureDoesNotMatch" }, "Check access_key, secret_key"],
    ["a missing permission", { code: "Forbidden.RAM" }, "Ask for the permission"],
    ["an expired token", { code: "InvalidSecurityToken.Expired" }, "The security token has expired. Get new"],
    ["a missing token", { code: "MissingSecurityToken" }, "set security_token of the provider block"],
    [
      "a token of other keys",
      { code: "InvalidSecurityToken.MismatchWithAccessKey" },
      "need the security token that was issued with them",
    ],
    ["a damaged token", { code: "InvalidSecurityToken.Malformed" }, "Check access_key, secret_key"],
    ["a quota", { code: "QuotaExceed.Image" }, "A quota of the account is used up"],
    ["a quota of another spelling", { code: "OperationDenied.QuotaExceed" }, "raise the quota"],
    ["an unknown region", { code: "InvalidRegionId.NotFound" }, "Check region of the provider block"],
    ["an untrusted certificate", { kind: "certificate" }, "ca_file"],
    ["no connection", { kind: "network" }, "Check the endpoint, protocol and proxy"],
    [
      "an endpoint without TLS",
      { kind: "no-tls" },
      'set protocol = "HTTP" or start the address with http://. The default of protocol is HTTPS; in aliyun/alibabacloudstack it is HTTP.',
    ],
    ["no answer in time", { kind: "timeout" }, "Check the endpoint, protocol and proxy"],
    [
      "a page of a gateway that does not work",
      { kind: "malformed-response", httpStatus: 503 },
      "The service, or a gateway in front of it, does not work at the moment: try again later",
    ],
    [
      "a server error",
      { code: "InternalError", httpStatus: 500 },
      "The service, or a gateway in front of it, does not work at the moment: try again later",
    ],
    ["an answer of something else", { kind: "malformed-response" }, "is that of ECS"],
    ["throttling", { kind: "throttled" }, "-parallelism"],
  ])("is said for %s", (_what, details, advice) => {
    expect(detailOf(details)).toMatch(/^it failed.*\. /);
    expect(detailOf(details)).toContain(advice);
  });

  test("is said for a resource set that is not found", () => {
    expect(detailOf({ kind: "configuration", action: "ListResourceGroup" })).toBe(
      "ListResourceGroup failed: it failed. Check resource_group_set_name of the provider block, or set department and resource_group instead.",
    );
  });

  test("is nothing for a refusal that only the service can explain", () => {
    expect(detailOf({ code: "OperationDenied" })).toBe("it failed (code OperationDenied).");
  });

  test("is what the caller knows better", () => {
    expect(detailOf({ kind: "network" }, () => "Wait a minute.")).toBe("it failed. Wait a minute.");
  });
});

test.each([
  ["a full stop", "it failed."],
  ["an exclamation mark", "it failed!"],
  ["a question mark", "is it there?"],
])("a reason that ends with %s gets no other one", (_what, reason) => {
  expect(detailOf({ reason })).toBe(reason);
});

test.each([
  ["a message for the user", new DiagnosticError("Summary", "Detail.")],
  ["a defect", new TypeError("x is not a function")],
])("%s is returned as it is", (_what, thrown) => {
  expect(explain(thrown, "Cannot")).toBe(thrown);
});

test("what is thrown without being an error becomes one", () => {
  expect(explain("text", "Cannot")).toEqual(new Error("text"));
});
