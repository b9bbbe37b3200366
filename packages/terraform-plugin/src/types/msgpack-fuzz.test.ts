import { Decoder, Encoder } from "@msgpack/msgpack";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { conform } from "./conform.ts";
import { ValueError } from "./errors.ts";
import { decodeMsgpack, encodeMsgpack } from "./msgpack.ts";
import { anyText, anyType, anyTypedValue, shortText } from "./testing/arbitraries.ts";
import { type Type, types } from "./type.ts";
import { encodeTypeJson } from "./type-json.ts";

/** Far above what any of these inputs takes, far below what a hang or a runaway allocation would. */
const LIMIT_MS = 1000;

/** Decodes and lets only ValueErrors pass, and those only when they come soon. */
function decodeSafely(type: Type, bytes: Uint8Array): "value" | "error" {
  const start = performance.now();
  try {
    decodeMsgpack(type, bytes);
    return "value";
  } catch (error) {
    if (!(error instanceof ValueError)) throw error;
    return "error";
  } finally {
    expect(performance.now() - start).toBeLessThan(LIMIT_MS);
  }
}

describe("decoding survives", () => {
  test("random bytes", () => {
    fc.assert(
      fc.property(anyType, fc.uint8Array({ maxLength: 64 }), (type, bytes) => {
        decodeSafely(type, bytes);
      }),
      { numRuns: 2000 },
    );
  });

  test("changed bytes", () => {
    const change = fc.tuple(fc.nat(), fc.nat(255));
    fc.assert(
      fc.property(
        anyTypedValue(true),
        fc.array(change, { minLength: 1, maxLength: 4 }),
        ({ type, input }, changes) => {
          const bytes = encodeMsgpack(type, conform(type, input), { refinements: true });
          for (const [at, byte] of changes) bytes[at % bytes.length] = byte;
          decodeSafely(type, bytes);
        },
      ),
      { numRuns: 1000 },
    );
  });

  test("bytes for another type", () => {
    fc.assert(
      fc.property(anyTypedValue(true), anyType, ({ type, input }, other) => {
        decodeSafely(other, encodeMsgpack(type, conform(type, input)));
      }),
      { numRuns: 500 },
    );
  });

  test("truncation, which is always an error", () => {
    fc.assert(
      fc.property(anyTypedValue(true), fc.nat(), ({ type, input }, cut) => {
        const bytes = encodeMsgpack(type, conform(type, input));
        expect(decodeSafely(type, bytes.subarray(0, cut % bytes.length))).toBe("error");
      }),
      { numRuns: 500 },
    );
  });

  const list = types.list(types.dynamic);
  const dynamicList = Buffer.concat([
    Buffer.from("92c412", "hex"),
    Buffer.from(encodeTypeJson(list)),
    Buffer.from([0x91]),
  ]);

  test.each<[what: string, type: Type, bytes: Uint8Array]>([
    ["a list of four billion elements in five bytes", list, Uint8Array.of(0xdd, 0xff, 0xff, 0xff, 0xff)],
    [
      "a map of four billion pairs in five bytes",
      types.map(list),
      Uint8Array.of(0xdf, 0xff, 0xff, 0xff, 0xff),
    ],
    ["a string of four gigabytes in five bytes", types.string, Uint8Array.of(0xdb, 0xff, 0xff, 0xff, 0xff)],
    [
      "an extension of four gigabytes in six bytes",
      types.string,
      Uint8Array.of(0xc9, 0xff, 0xff, 0xff, 0xff, 0),
    ],
    [
      "lists that each claim all of a megabyte",
      deep(types.string, 500),
      Buffer.alloc(1_000_000, Buffer.from("dd00010000", "hex")),
    ],
    [
      "dynamic lists in dynamic lists, a thousand deep",
      types.dynamic,
      Buffer.concat(Array(1000).fill(dynamicList)),
    ],
    ["a type a hundred thousand deep", types.dynamic, typeBomb(100_000)],
    ["a number of a million digits and no number", types.number, text(`${"1".repeat(1_000_000)}x`)],
    ["a million zeros in a row", types.number, text(`1.${"0".repeat(1_000_000)}1e20000`)],
  ])("%s", (_, type, bytes) => expect(decodeSafely(type, bytes)).toBe("error"));

  test("a list of a million nulls and a number of a hundred thousand digits, which are values", () => {
    expect(
      decodeSafely(list, Buffer.concat([Buffer.from("dd000f4240", "hex"), Buffer.alloc(1_000_000, 0xc0)])),
    ).toBe("value");
    expect(decodeSafely(types.number, text("9".repeat(100_000)))).toBe("value");
  });
});

describe("an independent msgpack library agrees", () => {
  const decoder = new Decoder({ useBigInt64: true });
  const encoder = new Encoder();
  const type = types.list(types.map(types.list(types.string)));
  const anyPlain = fc.array(
    fc.dictionary(
      shortText.filter((key) => key !== "__proto__").map((key) => key.normalize("NFC")),
      fc.array(fc.option(anyText.map((member) => member.normalize("NFC")))),
    ),
  );

  test("on what our bytes say", () => {
    fc.assert(
      fc.property(anyPlain, (plain) => {
        expect(decoder.decode(encodeMsgpack(type, conform(type, plain)))).toEqual(
          plain.map((map) => ({ ...map })),
        );
      }),
    );
  });

  test("on what its bytes say", () => {
    fc.assert(
      fc.property(anyPlain, (plain) => {
        expect(decodeMsgpack(type, encoder.encode(plain))).toEqual(conform(type, plain));
      }),
    );
  });

  test.each([1, 31, 32, 255, 256, 65_536])("on an attribute whose name has %d characters", (length) => {
    const name = "n".repeat(length);
    const object = types.object({ [name]: types.bool });
    expect(encodeMsgpack(object, { [name]: true })).toEqual(encoder.encode({ [name]: true }));
    expect(decodeMsgpack(object, encoder.encode({ [name]: true }))).toEqual({ [name]: true });
  });

  test("on numbers in both directions", () => {
    const anyPlainNumber = fc.oneof(
      fc.integer(),
      fc.maxSafeInteger(),
      fc.integer().map((quarter) => quarter / 4),
    );
    fc.assert(
      fc.property(anyPlainNumber, (plain) => {
        expect(Number(decoder.decode(encodeMsgpack(types.number, plain)))).toBe(plain + 0);
        expect(decodeMsgpack(types.number, encoder.encode(plain))).toBe(plain + 0);
      }),
    );
  });
});

function deep(type: Type, levels: number): Type {
  return levels === 0 ? type : deep(types.list(type), levels - 1);
}

function typeBomb(levels: number): Uint8Array {
  const json = `${'["list",'.repeat(levels)}"string"${"]".repeat(levels)}`;
  const head = Buffer.from([0x92, 0xc6, 0, 0, 0, 0]);
  head.writeUInt32BE(json.length, 2);
  return Buffer.concat([head, Buffer.from(json), Buffer.from([0xc0])]);
}

function text(content: string): Uint8Array {
  const head = Buffer.from([0xdb, 0, 0, 0, 0]);
  head.writeUInt32BE(content.length, 1);
  return Buffer.concat([head, Buffer.from(content)]);
}
