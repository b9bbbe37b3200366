import { gzipSync } from "node:zlib";
import { type Answerer, body, flood, json, raw, trickle } from "./hostile-service.ts";

const MEBIBYTE = 1024 * 1024;

const deep = `{"Images":${"[".repeat(200_000)}${"]".repeat(200_000)}}`;

/** Responses that no action of the API gives: every one of them must become an error. */
export const strangeAnswers: readonly (readonly [name: string, answer: Answerer])[] = [
  ["HTML with status 200", body("<html><body>Welcome</body></html>", 200, { "content-type": "text/html" })],
  ["HTML with status 502", body("<html>Bad Gateway</html>", 502, { "content-type": "text/html" })],
  ["XML", body("<?xml version='1.0'?><Error><Code>X</Code></Error>", 403)],
  ["nothing with status 200", body("")],
  ["nothing with status 500", body("", 500)],
  ["no content", body("", 204)],
  ["null", json(null)],
  ["a number", json(42)],
  ["a text", json("Images")],
  ["a list", json([{ ImageId: "m-1" }])],
  ["JSON that is cut", body('{"RequestId":"R-1","Images":{"Image":[{"ImageId":"m-')],
  ["JSON with a tail", body('{"RequestId":"R-1"} and more')],
  ["lists 200,000 deep", body(deep)],
  ["bytes that are no UTF-8", body(Buffer.from([0xff, 0xfe, 0x7b, 0x22, 0x80, 0x22, 0x7d]))],
  [
    "compressed JSON that the request does not accept",
    body(gzipSync("{}"), 200, { "content-encoding": "gzip" }),
  ],
  ["a redirect to itself", body("", 302, { location: "/" })],
  ["a permanent redirect elsewhere", body("", 308, { location: "http://127.0.0.1:1/" })],
  ["an error without code and message", json({}, 400)],
  ["an error whose code is an object", json({ Code: { a: 1 }, Message: ["x"] }, 400)],
  ["a status that does not exist", body("{}", 799)],
  ["a body that is cut", raw("HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n{")],
  ["a chunk that is cut", raw("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nff\r\n{")],
  [
    "a chunk of a wrong size",
    raw("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n"),
  ],
  ["two lengths", raw("HTTP/1.1 200 OK\r\ncontent-length: 2\r\ncontent-length: 5\r\n\r\n{}")],
  ["something that is not HTTP", raw("SSH-2.0-OpenSSH_9.6\r\n")],
  ["a header of 2 MiB", raw(`HTTP/1.1 200 OK\r\nx: ${"a".repeat(2 * MEBIBYTE)}\r\n\r\n{}`)],
  ["10 MB of JSON", json({ Images: { Image: [] }, TotalCount: 0, Padding: "x".repeat(10_000_000) })],
  ["a byte now and then", trickle(50)],
  ["bytes without end", flood],
];

const image = { ImageId: "m-1", ImageName: "one", Status: "Available" };

/** Responses to DescribeImages with a wrong shape. */
export const strangeLists: readonly (readonly [name: string, answer: Answerer])[] = [
  ["without a list", json({ RequestId: "R-1" })],
  ["with a list that is null", json({ Images: { Image: null } })],
  ["with a list that is a number", json({ Images: { Image: 7 } })],
  ["with a list that is a text", json({ Images: "none" })],
  ["with an image that is a text", json({ Images: { Image: ["m-1"] } })],
  ["with an image without ID", json({ Images: { Image: [{ ImageName: "one" }] } })],
  ["with an ID that is an object", json({ Images: { Image: [{ ...image, ImageId: {} }] } })],
  ["with a name that is a list", json({ Images: { Image: [{ ...image, ImageName: ["one"] }] } })],
  ["with tags that are a number", json({ Images: { Image: [{ ...image, Tags: 7 }] } })],
  ["with disks that are texts", json({ Images: { Image: [{ ...image, DiskDeviceMappings: ["d-1"] }] } })],
  ["with a list that never ends", json({ TotalCount: 1e15, Images: { Image: [image] } })],
  [
    "without the image that never ends",
    json({ TotalCount: 1e15, Images: { Image: [{ ...image, ImageId: "m-2" }] } }),
  ],
];

/** Unusual responses to DescribeImages that contain the image m-1. */
export const oddLists: readonly (readonly [name: string, answer: Answerer])[] = [
  [
    "of another content type",
    body(JSON.stringify({ Images: { Image: [image] } }), 200, { "content-type": "text/plain" }),
  ],
  ["with fields that nobody knows", json({ Images: { Image: [{ ...image, Later: { a: [1] } }], More: 1 } })],
  [
    "with numbers that are none",
    json({ TotalCount: "many", Images: { Image: [{ ...image, Size: "big" }] } }),
  ],
  ["with a number beyond all bounds", body(`{"Images":{"Image":[{"ImageId":"m-1","Size":1e999}]}}`)],
  [
    "with a member named __proto__",
    body(`{"__proto__":{"Code":"X"},"Images":{"Image":[{"ImageId":"m-1","__proto__":{"Status":"X"}}]}}`),
  ],
  [
    "with images that the request does not name",
    json({ TotalCount: 2, Images: { Image: [{ ImageId: "m-2" }, image] } }),
  ],
];
