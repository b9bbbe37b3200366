import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { type LocalStack, startLocalStack } from "../local-stack.ts";
import { isoSeconds } from "../model/time.ts";
import { administer, type RequestShape, send } from "../testing/client.ts";

let stack: LocalStack;
beforeAll(async () => {
  stack = await startLocalStack();
});
afterAll(() => stack.close());

const images = (shape: RequestShape = {}, parameters: Record<string, string> = {}) =>
  send(stack, "DescribeImages", { RegionId: stack.region, ...parameters }, shape);
const minutesFromNow = (minutes: number) => isoSeconds(Date.now() + minutes * 60_000);

describe("a request", () => {
  it.each<[string, RequestShape]>([
    ["GET with everything in the query", {}],
    ["POST with everything in the form body", { method: "POST", inBody: () => true }],
    ["POST with everything in the query and an empty body", { method: "POST" }],
    ["POST with some in the query and some in the body", { method: "POST", inBody: (name) => name > "R" }],
    ["the path /asapi/v3", { path: "/asapi/v3" }],
    ["the path /asapi/v3/", { path: "/asapi/v3/", method: "POST", inBody: () => true }],
  ])("is understood as %s", async (_name, shape) => {
    const answer = await images(shape, { ImageName: "a b*(c)!'ü", Status: "ALL" });
    expect([answer.status, answer.body]).toEqual([200, expect.objectContaining({ TotalCount: 0 })]);
  });

  it("may carry parameters the stack does not know", async () => {
    expect((await images({}, { Department: "1", Product: "ecs", SignatureType: "" })).status).toBe(200);
  });
});

describe("an answer", () => {
  it("carries the request ID in body and header", async () => {
    const answer = await images();
    expect(answer.body.RequestId).toMatch(/^[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}$/);
    expect(answer.headers.get("x-acs-request-id")).toBe(answer.body.RequestId);
    expect(answer.headers.get("content-type")).toBe("application/json;charset=utf-8");
  });

  it.each([undefined, "XML", "xml"])("is XML for the format %s", async (Format) => {
    const answer = await images({ common: { Format } });
    expect(answer.headers.get("content-type")).toBe("text/xml;charset=utf-8");
    expect(answer.text).toMatch(
      /^<\?xml .*\?>\n<DescribeImagesResponse><RequestId>.*<\/DescribeImagesResponse>$/,
    );
  });

  it("to a wrong request has the five fields of the service's errors, in XML too", async () => {
    const json = await send(stack, "DescribeImages");
    expect(json.body).toEqual({
      RequestId: json.headers.get("x-acs-request-id"),
      HostId: stack.endpoint.slice("http://".length),
      Code: "MissingRegionId",
      Message: "RegionId is mandatory for this action.",
      Recommend: expect.stringContaining(
        "https://api.aliyun.com/troubleshoot?q=MissingRegionId&product=Ecs&requestId=",
      ),
    });
    const xml = await send(stack, "DescribeImages", {}, { common: { Format: "XML" } });
    expect(xml.text).toMatch(
      /<Error><RequestId>.*<HostId>.*<Code>MissingRegionId<\/Code><Message>.*<Recommend>/,
    );
  });
});

describe("the gateway refuses", () => {
  it.each<[string, string, RequestShape]>([
    ["no action", "400 MissingAction", { common: { Action: undefined } }],
    ["an unknown action", "404 InvalidAction.NotFound", { common: { Action: "MakeCoffee" } }],
    [
      "the name of an action in another case",
      "404 InvalidAction.NotFound",
      { common: { Action: "describeImages" } },
    ],
    ["an unknown path", "404 InvalidAction.NotFound", { path: "/somewhere" }],
    ["no version", "400 MissingVersion", { common: { Version: undefined } }],
    ["an unknown version", "400 InvalidVersion", { common: { Version: "2014-05-27" } }],
    ["another method", "405 UnsupportedHTTPMethod", { method: "PUT" }],
    ["no access key", "400 MissingAccessKeyId", { common: { AccessKeyId: undefined } }],
    ["no signature", "400 MissingSignature", { common: { Signature: "" } }],
    ["no nonce", "400 MissingSignatureNonce", { common: { SignatureNonce: undefined } }],
    ["no time stamp", "400 IllegalTimestamp", { common: { Timestamp: undefined } }],
    ["another signature method", "400 InvalidParameter", { common: { SignatureMethod: "MD5" } }],
    ["another signature version", "400 InvalidParameter", { common: { SignatureVersion: "2.0" } }],
    ["an unknown access key", "404 InvalidAccessKeyId.NotFound", { common: { AccessKeyId: "nobody" } }],
    ["a malformed time stamp", "400 InvalidTimeStamp.Format", { common: { Timestamp: "yesterday" } }],
    ["an old time stamp", "400 InvalidTimeStamp.Expired", { common: { Timestamp: minutesFromNow(-16) } }],
    [
      "a time stamp of the future",
      "400 InvalidTimeStamp.Expired",
      { common: { Timestamp: minutesFromNow(16) } },
    ],
    ["a wrong secret", "400 SignatureDoesNotMatch", { secret: "wrong" }],
    [
      "a token for a key without",
      "400 InvalidSecurityToken.MismatchWithAccessKey",
      { common: { SecurityToken: "t" } },
    ],
  ])("%s with %s", async (_name, expected, shape) => {
    const answer = await images(shape);
    expect(`${answer.status} ${answer.body.Code}`).toBe(expected);
  });

  it("a nonce that was used, but not one of a request that was itself refused", async () => {
    const common = { SignatureNonce: "once" };
    expect((await images({ common, secret: "wrong" })).body.Code).toBe("SignatureDoesNotMatch");
    expect((await images({ common })).status).toBe(200);
    expect((await images({ common })).body.Code).toBe("SignatureNonceUsed");
  });

  it("a wrong signature with the text that should have been signed", async () => {
    const answer = await images({ secret: "wrong", method: "POST" });
    expect(answer.body.Message).toMatch(/server string to sign is:POST&%2F&AccessKeyId%3D[^`]*$/);
  });

  it("any request signed with a key that is inactive", async () => {
    const path = `access-keys/${stack.accessKeyId}`;
    await administer(stack, "PUT", path, { Status: "Inactive" });
    expect(await images()).toMatchObject({ status: 400, body: { Code: "InvalidAccessKeyId.Inactive" } });
    await administer(stack, "PUT", path, { Status: "Active" });
    expect((await images()).status).toBe(200);
  });

  it("a body that is too large", async () => {
    const response = await fetch(stack.endpoint, { method: "POST", body: "a".repeat(1_100_000) });
    expect(response.status).toBe(413);
  });

  it.each([-14, 14])("no time stamp that is %i minutes off", async (minutes) => {
    expect((await images({ common: { Timestamp: minutesFromNow(minutes) } })).status).toBe(200);
  });
});

describe("a key that AssumeRole gave out", () => {
  const RoleArn = "acs:ram::1000000000000001:role/reader";
  const assume = async () => {
    const parameters = { RoleArn, RoleSessionName: "test", DurationSeconds: "900" };
    const { body } = await send(stack, "AssumeRole", parameters, { common: { Version: "2015-04-01" } });
    return body.Credentials as Record<"AccessKeyId" | "AccessKeySecret" | "SecurityToken", string>;
  };

  it("signs requests that carry its token, until it expires", async () => {
    const { AccessKeyId, AccessKeySecret, SecurityToken } = await assume();
    const other = await assume();
    const secret = AccessKeySecret;
    const codeWith = async (token: string | undefined) =>
      (await images({ secret, common: { AccessKeyId, SecurityToken: token } })).body.Code;
    expect([
      await codeWith(SecurityToken),
      await codeWith(undefined),
      await codeWith(`${SecurityToken}x`),
      await codeWith(other.SecurityToken),
    ]).toEqual([
      undefined,
      "MissingSecurityToken",
      "InvalidSecurityToken.Malformed",
      "InvalidSecurityToken.MismatchWithAccessKey",
    ]);
    stack.advance(900_000);
    expect(await codeWith(SecurityToken)).toBe("InvalidSecurityToken.Expired");
  });
});

describe("a temporary key", () => {
  it("needs its token", async () => {
    const temporary = await startLocalStack({ securityToken: "token" });
    const code = async (SecurityToken: string | undefined) =>
      (await send(temporary, "DescribeRegions", {}, { common: { SecurityToken } })).body.Code;
    try {
      expect([await code(undefined), await code("other"), await code("token")]).toEqual([
        "MissingSecurityToken",
        "InvalidSecurityToken.Malformed",
        undefined,
      ]);
    } finally {
      await temporary.close();
    }
  });
});
