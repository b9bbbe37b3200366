import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { canonicalQuery, percentEncode } from "./percent-encoding.ts";
import { signatureV1, stringToSignV1 } from "./signature-v1.ts";

const request = (timestamp: string): [string, string][] => [
  ["AccessKeyId", "testid"],
  ["Action", "DescribeRegions"],
  ["Format", "XML"],
  ["SignatureMethod", "HMAC-SHA1"],
  ["SignatureNonce", "3ee8c1b8-83d3-44af-a94f-4e0ad82fd6cf"],
  ["SignatureVersion", "1.0"],
  ["Timestamp", timestamp],
  ["Version", "2014-05-26"],
];

describe("signature version 1.0", () => {
  it.each([
    ["the example of the API reference", "2016-02-23T12:46:24Z", "OLeaidS1JvxuMvnyHOwuJ+uX5qY="],
    ["the same at another time", "2018-04-17T03:09:55Z", "eXdcUZWNWOXP8eah2x64iiUWGzY="],
  ])("is known for %s", (_name, timestamp, signature) => {
    expect(signatureV1(stringToSignV1("GET", request(timestamp)), "testsecret")).toBe(signature);
  });

  it("does not depend on the order of the parameters nor on a signature among them", () => {
    const sent = request("2016-02-23T12:46:24Z");
    const signed: [string, string][] = [["Signature", "anything"], ...sent.toReversed()];
    expect(stringToSignV1("GET", signed)).toBe(stringToSignV1("GET", sent));
  });

  it("signs the method and keeps empty values", () => {
    expect(stringToSignV1("POST", [["SignatureType", ""]])).toBe("POST&%2F&SignatureType%3D");
  });
});

describe("percent-encoding", () => {
  it("leaves only letters, digits and -_.~ as they are", () => {
    expect(percentEncode("aZ09-_.~ *+!'()/ä")).toBe("aZ09-_.~%20%2A%2B%21%27%28%29%2F%C3%A4");
  });

  it("is undone by decoding, for any text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        expect(decodeURIComponent(percentEncode(text))).toBe(text);
      }),
    );
  });

  it("sorts names by bytes, not by characters", () => {
    expect(
      canonicalQuery([
        ["a", "3"],
        ["B", "2"],
        ["A.10", "1"],
        ["A.2", "0"],
      ]),
    ).toBe("A.10=1&A.2=0&B=2&a=3");
  });
});
