import { describe, expect, it } from "vitest";
import { parseParameters } from "../wire/parameters.ts";
import { type LoggedRequest, logLine, publicAction, publicParameters, RequestLog } from "./request-log.ts";

const request = (parameters: Record<string, string> = {}, action = "DescribeImages"): LoggedRequest => ({
  action,
  parameters,
  method: "GET",
  status: 200,
  errorCode: null,
  milliseconds: 1.5,
  startedAt: "2026-01-01T00:00:00.000Z",
  fault: null,
});

describe("the list of requests", () => {
  it("keeps the latest 20 000", () => {
    const log = new RequestLog();
    for (let index = 0; index < 50_000; index += 1) log.add(request({ Index: String(index) }));
    const kept = log.list();
    expect([kept.length, kept[0]?.parameters.Index, kept.at(-1)?.parameters.Index]).toEqual([
      20_000,
      "30000",
      "49999",
    ]);
    log.clear();
    expect(log.list()).toEqual([]);
  });

  it("keeps the parameters of the latest alone when they are very much", () => {
    const log = new RequestLog();
    for (let index = 0; index < 50_000; index += 1) log.add(request({ A: "a".repeat(1023) }));
    const whole = log.list().map(({ parameters }) => Object.keys(parameters).length);
    expect(whole).toEqual([...Array(20_000 - 4096).fill(0), ...Array(4096).fill(1)]);
  });
});

describe("what is shown of a request", () => {
  it.each([
    "Signature",
    "SignatureNonce",
    "AccessKeyId",
    "AccessKeySecret",
    "SecurityToken",
    "Password",
    "password",
    "AdminPassword",
    "UserData",
    "SecretKey",
    "PrivateKeyBody",
  ])("is not its %s", (name) => {
    expect(publicParameters(parseParameters(`A=1&${name}=x`, ""))).toEqual({ A: "1" });
  });

  it.each(["ClientToken", "NextToken", "KeyPairName", "SignatureMethod", "ImageName"])(
    "is its %s",
    (name) => {
      expect(publicParameters(parseParameters(`${name}=x`, ""))).toEqual({ [name]: "x" });
    },
  );

  it("is cut where it is very long, and ends where it is very much", () => {
    const long = publicParameters(parseParameters("", `${"n".repeat(200)}=${"v".repeat(5000)}`));
    expect(Object.entries(long)).toEqual([[`${"n".repeat(125)}...`, `${"v".repeat(4093)}...`]]);
    const many = Array.from({ length: 1000 }, (_, index) => `p${index}=1`).join("&");
    expect(Object.keys(publicParameters(parseParameters(many, "")))).toHaveLength(500);
  });

  it.each([
    [undefined, null],
    ["DescribeImages", "DescribeImages"],
    ["a\nb c\u001b[31m", "a?b?c??31m"],
    ["x".repeat(1000), `${"x".repeat(125)}...`],
  ])("is one word as its action: %j", (action, shown) => expect(publicAction(action)).toBe(shown));

  it("is one line in the log", () => {
    expect(logLine({ ...request(), status: null, errorCode: "X", fault: "drop-after" })).toBe(
      "2026-01-01T00:00:00.000Z DescribeImages no answer X (drop-after) 1.5 ms",
    );
  });
});
