import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { framed } from "../testing/raw-call.ts";
import { FrameDecoder, frameHeader } from "./framing.ts";
import { GrpcError, GrpcStatusCode } from "./status.ts";

/** Cuts bytes at the given positions, which may repeat. */
function cut(bytes: Uint8Array, positions: readonly number[]): Uint8Array[] {
  const points = [0, ...positions.map((position) => position % (bytes.length + 1)), bytes.length].sort(
    (a, b) => a - b,
  );
  return points.slice(1).map((point, index) => bytes.subarray(points[index], point));
}

describe("FrameDecoder", () => {
  test("gives back the messages however the bytes are cut", () => {
    fc.assert(
      fc.property(
        fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 8 }),
        fc.array(fc.nat(), { maxLength: 30 }),
        (messages, positions) => {
          const decoder = new FrameDecoder();
          const bytes = Buffer.concat(messages.map((message) => framed(message)));
          const decoded = cut(bytes, positions).flatMap((piece) => decoder.push(piece));
          expect(decoded.map((message) => [...message])).toEqual(messages.map((message) => [...message]));
          expect(decoder.isBetweenMessages).toBe(true);
        },
      ),
    );
  });

  test("whatever it is fed, it decodes or throws a GrpcError", () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 20 })), (pieces) => {
        const decoder = new FrameDecoder(1000);
        try {
          for (const piece of pieces) decoder.push(piece);
        } catch (error) {
          expect(error).toBeInstanceOf(GrpcError);
        }
      }),
    );
  });

  test("knows that a message is unfinished from its first byte to its last", () => {
    const decoder = new FrameDecoder();
    const states = [...framed("ab")].map((byte) => {
      decoder.push(Uint8Array.of(byte));
      return decoder.isBetweenMessages;
    });
    expect(states).toEqual([false, false, false, false, false, false, true]);
  });

  test("takes a message of exactly the limit and refuses one byte more by its prefix", () => {
    expect(new FrameDecoder(3).push(framed("abc")).length).toBe(1);
    expect(() => new FrameDecoder(3).push(frameHeader(4))).toThrow(
      expect.objectContaining({ code: GrpcStatusCode.RESOURCE_EXHAUSTED }),
    );
  });

  test.each([
    [1, GrpcStatusCode.UNIMPLEMENTED],
    [2, GrpcStatusCode.INTERNAL],
    [255, GrpcStatusCode.INTERNAL],
  ])("refuses the flag %i with status %i", (flag, code) => {
    expect(() => new FrameDecoder().push(framed("a", flag))).toThrow(expect.objectContaining({ code }));
  });

  test("does not copy a message that arrives whole", () => {
    const bytes = framed("abc");
    expect(new FrameDecoder().push(bytes)[0]?.buffer).toBe(bytes.buffer);
  });
});
