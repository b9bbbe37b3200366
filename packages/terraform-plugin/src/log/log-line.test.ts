import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { maskSecret } from "../text/redaction.ts";
import { type LogFields, logLine } from "./log-line.ts";

maskSecret("h1dden");

const time = new Date("2026-08-21T12:00:00.123Z");

function line(message: string, fields: LogFields = {}): string {
  return logLine({ level: "info", module: "provider.http", message, fields, time });
}

describe("logLine", () => {
  test("has the keys of the host as strings and a timestamp with six fraction digits", () => {
    expect(JSON.parse(line("sent", { action: "CreateImage", attempt: 2 }))).toEqual({
      "@level": "info",
      "@message": "sent",
      "@module": "provider.http",
      "@timestamp": "2026-08-21T12:00:00.123000Z",
      action: "CreateImage",
      attempt: 2,
    });
  });

  test.each<[string, unknown, unknown]>([
    ["a big integer", 10n ** 20n, "100000000000000000000"],
    ["bytes", new Uint8Array(5), "5 bytes"],
    ["a date", new Date(0), "1970-01-01T00:00:00.000Z"],
    ["an invalid date", new Date(Number.NaN), "invalid date"],
    ["not a number", Number.NaN, "NaN"],
    ["nothing", undefined, undefined],
    ["null", null, null],
    ["a map", new Map([["a", 1]]), { a: 1 }],
    ["a set", new Set(["a"]), ["a"]],
    ["a symbol", Symbol("s"), "Symbol(s)"],
    ["a list", [1, "h1dden", [true]], [1, "***", [true]]],
    ["what acts on a terminal", "\u001b[2J\u202e\r\n", "\\u001b[2J\\u202e\n"],
    ["a key that acts on a terminal", { "\u009b1m": 1 }, { "\\u009b1m": 1 }],
    ["a secret as key and in depth", { h1dden: { url: "x?h1dden" } }, { "***": { url: "x?***" } }],
  ])("writes %s readably", (_, value, written) => {
    expect(JSON.parse(line("x", { value })).value).toEqual(written);
  });

  test("writes an error with its message, its own properties and its cause", () => {
    const error = Object.assign(new TypeError("bad h1dden", { cause: new Error("why") }), { code: "E1" });
    expect(JSON.parse(line("x", { error })).error).toMatchObject({
      name: "TypeError",
      message: "bad ***",
      code: "E1",
      cause: { message: "why" },
    });
  });

  test("no field can replace a key of the host", () => {
    expect(JSON.parse(line("real", { "@message": 1, "@level": null }))).toMatchObject({
      "@message": "real",
      "@level": "info",
    });
  });

  test("survives what refers to itself and what throws when read", () => {
    const circle: Record<string, unknown> = {};
    circle.self = circle;
    const trap = Object.defineProperty({}, "x", {
      enumerable: true,
      get: () => {
        throw new Error("no");
      },
    });
    expect(JSON.parse(line("x", { circle, trap })).trap).toBe("unreadable: Error: no");
  });

  test("does not follow a large web of objects for long", () => {
    const web: unknown[] = [];
    for (let index = 0; index < 1000; index++) web.push(web);
    const fields: LogFields = Object.fromEntries(
      Array.from({ length: 5000 }, (_, index) => [`key${index}`, web]),
    );
    expect(line("web", fields).length).toBeLessThan(64 * 1024);
  });

  test.each<[string, string, LogFields]>([
    ["message", "中".repeat(70_000), {}],
    ["field", "m", { body: "\0".repeat(200_000) }],
    [
      "list of fields",
      "m",
      Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`f${i}`, "v".repeat(500)])),
    ],
  ])("cuts a line with a long %s to less than 64 KiB and says so", (_, message, fields) => {
    const written = line(message, fields);
    expect(Buffer.byteLength(written)).toBeLessThan(64 * 1024);
    expect(JSON.parse(written)).toMatchObject({ "@level": "info", truncated: true });
  });

  test("is always one line of JSON, whatever is logged", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "binary" }),
        fc.dictionary(fc.string(), fc.anything()),
        (message, fields) => {
          const written = line(message, fields);
          expect(written.indexOf("\n")).toBe(written.length - 1);
          expect(typeof JSON.parse(written)["@message"]).toBe("string");
        },
      ),
    );
  });
});
