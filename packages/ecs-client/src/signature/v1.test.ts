import PopCore from "@alicloud/pop-core";
import { describe, expect, it } from "vitest";
import { sendJson, startTestServer } from "../testing/test-server.ts";
import type { Parameter } from "./parameter.ts";
import { signatureV1, signRequestV1 } from "./v1.ts";

function documentedExample(timestamp: string): Parameter[] {
  return [
    ["Timestamp", timestamp],
    ["Format", "XML"],
    ["AccessKeyId", "testid"],
    ["Action", "DescribeRegions"],
    ["SignatureMethod", "HMAC-SHA1"],
    ["SignatureNonce", "3ee8c1b8-83d3-44af-a94f-4e0ad82fd6cf"],
    ["Version", "2014-05-26"],
    ["SignatureVersion", "1.0"],
  ];
}

describe("signatureV1", () => {
  it.each([
    ["2016-02-23T12:46:24Z", "OLeaidS1JvxuMvnyHOwuJ+uX5qY="],
    ["2018-04-17T03:09:55Z", "eXdcUZWNWOXP8eah2x64iiUWGzY="],
  ])("gives the known answer of the request signed at %s", (timestamp, signature) => {
    expect(signatureV1("GET", documentedExample(timestamp), "testsecret")).toBe(signature);
  });

  it.each([
    ["plain values", { ImageName: "golden" }],
    ["characters that URLs leave alone", { ImageName: "a!b'c(d)e*f~g", Description: "1 + 1 = 2 & 50 %" }],
    ["Chinese and emoji", { Description: "基础镜像 😀" }],
    ["lists and empty values", { Tag: [{ Key: "env", Value: "" }], ResourceId: ["m-1", "m-2"] }],
  ])("agrees with @alicloud/pop-core about %s", async (_what, parameters) => {
    const server = await startTestServer((_request, response) => sendJson(response, 200, { RequestId: "R" }));
    try {
      const official = new PopCore({
        endpoint: server.url,
        apiVersion: "2014-05-26",
        accessKeyId: "testid",
        accessKeySecret: "testsecret",
        securityToken: "to/k+en=",
      });
      await official.request("CreateImage", parameters, { method: "POST" });
    } finally {
      await server.close();
    }
    const { Signature: theirs, ...signed } = server.requests[0]?.parameters ?? {};
    expect(signatureV1("POST", Object.entries(signed), "testsecret")).toBe(theirs);
  });
});

describe("signRequestV1", () => {
  const request = signRequestV1({
    action: "CreateImage",
    version: "2014-05-26",
    endpoint: new URL("https://gateway.example.com/asapi/v3/"),
    parameters: [
      ["ImageName", "a b"],
      ["Version", "of the extra parameters"],
    ],
    headers: { accept: "application/json" },
    credentials: { accessKeyId: "testid", accessKeySecret: "testsecret", securityToken: "token" },
    nonce: "nonce-1",
    date: new Date("2026-01-02T03:04:05.678Z"),
  });
  const body = new URLSearchParams(request.body);

  it("leaves the URL as it is: nothing secret may get into an access log", () => {
    expect(request.url.href).toBe("https://gateway.example.com/asapi/v3/");
  });

  it("sends each common parameter once, to the second in UTC", () => {
    expect(Object.fromEntries(body)).toEqual({
      AccessKeyId: "testid",
      Action: "CreateImage",
      Format: "JSON",
      ImageName: "a b",
      SecurityToken: "token",
      Signature: expect.stringMatching(/^[A-Za-z0-9+/]{27}=$/),
      SignatureMethod: "HMAC-SHA1",
      SignatureNonce: "nonce-1",
      SignatureVersion: "1.0",
      Timestamp: "2026-01-02T03:04:05Z",
      Version: "2014-05-26",
    });
    expect([...body].length).toBe(11);
  });

  it("signs with the path / whatever the path of the endpoint", () => {
    const signed = [...body].filter(([name]) => name !== "Signature");
    expect(body.get("Signature")).toBe(signatureV1("POST", signed, "testsecret"));
  });
});
