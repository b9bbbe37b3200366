import { describe, expect, it } from "vitest";

import { writeXml } from "./xml.ts";

describe("an answer as XML", () => {
  it("repeats an element for every item of a list and wraps lists as JSON does", () => {
    const answer = { RequestId: "R", Images: { Image: [{ Size: 40 }, { Size: 5, IsCopied: false }] } };
    expect(writeXml("DescribeImagesResponse", answer)).toBe(
      '<?xml version="1.0" encoding="UTF-8"?>\n' +
        "<DescribeImagesResponse><RequestId>R</RequestId><Images><Image><Size>40</Size></Image>" +
        "<Image><Size>5</Size><IsCopied>false</IsCopied></Image></Images></DescribeImagesResponse>",
    );
  });

  it("keeps the wrapper of an empty list", () => {
    expect(writeXml("R", { Images: { Image: [] } })).toContain("<R><Images></Images></R>");
  });

  it("escapes markup and replaces what XML cannot carry", () => {
    expect(writeXml("R", { A: "<&>\u0000\ud800\r😀" })).toContain(
      "<A>&lt;&amp;&gt;\u{FFFD}\u{FFFD}&#13;😀</A>",
    );
  });

  it("leaves out what has no value", () => {
    expect(writeXml("R", { A: undefined, B: null, C: "" })).toContain("<R><C></C></R>");
  });
});
