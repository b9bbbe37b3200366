import { describe, expect, it } from "vitest";

import {
  canonicalRequestV3,
  parseAuthorizationV3,
  sha256Hex,
  signatureV3,
  stringToSignV3,
} from "./signature-v3.ts";

const SIGNED = [
  "host",
  "x-acs-action",
  "x-acs-content-sha256",
  "x-acs-date",
  "x-acs-signature-nonce",
  "x-acs-version",
];

function canonicalRequest(nonce: string, date: string): string {
  return canonicalRequestV3(
    {
      method: "POST",
      path: "/",
      query: [
        ["RegionId", "cn-shanghai"],
        ["ImageId", "win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd"],
      ],
      headers: {
        host: "ecs.cn-shanghai.aliyuncs.com",
        "x-acs-action": "RunInstances",
        "x-acs-content-sha256": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "x-acs-date": date,
        "x-acs-signature-nonce": nonce,
        "x-acs-version": "2014-05-26",
      },
      body: new Uint8Array(),
    },
    SIGNED,
  );
}

describe("signature version 3", () => {
  it("is known for the example of the API reference", () => {
    const canonical = canonicalRequest("3156853299f313e23d1673dc12e1703d", "2023-10-26T10:22:32Z");
    expect(sha256Hex(canonical)).toBe("7ea06492da5221eba5297e897ce16e55f964061054b7695beedaac1145b1e259");
    expect(signatureV3(stringToSignV3(canonical), "YourAccessKeySecret")).toBe(
      "06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0",
    );
  });

  it("is known for the same request at another time", () => {
    const canonical = canonicalRequest("d410180a5abf7fe235dd9b74aca91fc0", "2023-10-26T09:01:01Z");
    expect(signatureV3(stringToSignV3(canonical), "YourAccessKeySecret")).toBe(
      "e521358f7776c97df52e6b2891a8bc73026794a071b50c3323388c4e0df64804",
    );
  });
});

describe("the Authorization header", () => {
  it("is read whatever stands around its commas", () => {
    const header = "ACS3-HMAC-SHA256 Credential=key, SignedHeaders=host;X-Acs-Date,Signature=abc";
    expect(parseAuthorizationV3(header)).toEqual({
      accessKeyId: "key",
      signedHeaders: ["host", "x-acs-date"],
      signature: "abc",
    });
  });

  it.each([
    "ACS3-HMAC-SHA256",
    "ACS3-HMAC-SHA256 Credential=key",
    "ACS3-RSA-SHA256 Credential=a,SignedHeaders=b,Signature=c",
  ])("is refused when incomplete or of another algorithm: %s", (header) =>
    expect(parseAuthorizationV3(header)).toBeUndefined(),
  );
});
