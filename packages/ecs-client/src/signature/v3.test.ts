import { describe, expect, it } from "vitest";
import { canonicalRequestV3, sha256, signatureV3, signRequestV3 } from "./v3.ts";

const emptyHash = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
const query = "ImageId=win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd&RegionId=cn-shanghai";

function documentedExample(nonce: string, date: string) {
  return canonicalRequestV3(
    "POST",
    "/",
    query,
    {
      host: "ecs.cn-shanghai.aliyuncs.com",
      accept: "application/json",
      "x-acs-action": "RunInstances",
      "x-acs-version": "2014-05-26",
      "x-acs-date": date,
      "x-acs-signature-nonce": nonce,
      "x-acs-content-sha256": emptyHash,
    },
    emptyHash,
  );
}

describe("signatureV3", () => {
  it("gives the known hash of the documented canonical request", () => {
    const { text } = documentedExample("3156853299f313e23d1673dc12e1703d", "2023-10-26T10:22:32Z");
    expect(sha256(text)).toBe("7ea06492da5221eba5297e897ce16e55f964061054b7695beedaac1145b1e259");
  });

  it.each([
    [
      "3156853299f313e23d1673dc12e1703d",
      "2023-10-26T10:22:32Z",
      "06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0",
    ],
    [
      "d410180a5abf7fe235dd9b74aca91fc0",
      "2023-10-26T09:01:01Z",
      "e521358f7776c97df52e6b2891a8bc73026794a071b50c3323388c4e0df64804",
    ],
  ])("gives the known answer for nonce %s", (nonce, date, signature) => {
    expect(signatureV3(documentedExample(nonce, date).text, "YourAccessKeySecret")).toBe(signature);
  });
});

describe("canonicalRequestV3", () => {
  it("covers every x-acs header, host and content type, sorted and without blanks around their values", () => {
    const headers = {
      "x-acs-b": " 2 ",
      host: "h",
      accept: "*/*",
      "content-type": "text/plain",
      "x-acs-a": "1",
    };
    expect(canonicalRequestV3("POST", "/", "A=1", headers, "hash")).toEqual({
      signedHeaders: "content-type;host;x-acs-a;x-acs-b",
      text: [
        "POST",
        "/",
        "A=1",
        "content-type:text/plain",
        "host:h",
        "x-acs-a:1",
        "x-acs-b:2",
        "",
        "content-type;host;x-acs-a;x-acs-b",
        "hash",
      ].join("\n"),
    });
  });
});

describe("signRequestV3", () => {
  const call = {
    action: "RunInstances",
    version: "2014-05-26",
    endpoint: new URL("https://ecs.cn-shanghai.aliyuncs.com/"),
    parameters: [
      ["RegionId", "cn-shanghai"],
      ["ImageId", "win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd"],
    ],
    headers: { accept: "application/json" },
    credentials: { accessKeyId: "YourAccessKeyId", accessKeySecret: "YourAccessKeySecret" },
    nonce: "3156853299f313e23d1673dc12e1703d",
    date: new Date("2023-10-26T10:22:32Z"),
  } as const;

  it("builds the documented request", () => {
    const request = signRequestV3(call);
    expect(request.url.href).toBe(`https://ecs.cn-shanghai.aliyuncs.com/?${query}`);
    expect(request.body).toBe("");
    expect(request.headers.authorization).toBe(
      "ACS3-HMAC-SHA256 Credential=YourAccessKeyId," +
        "SignedHeaders=host;x-acs-action;x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version," +
        "Signature=06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0",
    );
  });

  it("sends a security token as a signed header, never in the URL", () => {
    const credentials = { ...call.credentials, securityToken: "token" };
    const request = signRequestV3({ ...call, credentials });
    expect(request.headers["x-acs-security-token"]).toBe("token");
    expect(request.headers.authorization).toContain("x-acs-security-token");
    expect(request.url.href).not.toContain("token");
  });

  it("moves parameters that are too long for a URL into a signed form body", () => {
    const request = signRequestV3({ ...call, parameters: [["Description", "x".repeat(5000)]] });
    expect(request.url.search).toBe("");
    expect(request.body).toBe(`Description=${"x".repeat(5000)}`);
    expect(request.headers["x-acs-content-sha256"]).toBe(sha256(request.body));
    expect(request.headers.authorization).toContain("SignedHeaders=content-type;host;");
  });
});
