import { GrpcError, GrpcStatusCode } from "./status.ts";

/** Bytes before each message: one flag byte and the length as a big-endian 32-bit number. */
export const FRAME_HEADER_BYTES = 5;

/** The largest message accepted or sent, in bytes; Go providers use the same number (terraform-plugin-go). */
export const MAX_MESSAGE_BYTES = 256 * 1024 * 1024;

const COMPRESSED_FLAG = 1;

/**
 * Returns the five bytes that go before a message of that length, uncompressed.
 * Source: gRPC over HTTP2, "Length-Prefixed-Message".
 */
export function frameHeader(messageBytes: number): Buffer {
  const header = Buffer.alloc(FRAME_HEADER_BYTES);
  header.writeUInt32BE(messageBytes, 1);
  return header;
}

/**
 * Cuts the body of a call, which arrives in pieces of any size, into its messages. A message may be spread over many
 * pieces and a piece may hold many messages. Memory use follows what has arrived, never what a prefix announces.
 */
export class FrameDecoder {
  readonly #maxMessageBytes: number;
  readonly #header = Buffer.alloc(FRAME_HEADER_BYTES);
  #headerBytes = 0;
  #missingBytes = 0;
  /** Pieces of the unfinished message; joined once, because joining at every piece is quadratic. */
  #pieces: Uint8Array[] = [];

  constructor(maxMessageBytes: number = MAX_MESSAGE_BYTES) {
    this.#maxMessageBytes = maxMessageBytes;
  }

  /** True when the last message so far is complete. A body that ends while this is false was cut off. */
  get isBetweenMessages(): boolean {
    return this.#headerBytes === 0;
  }

  /**
   * Takes the next piece and returns the messages it completes, without copying one that lies within the piece.
   * Throws a GrpcError as soon as a prefix is read that cannot be served: RESOURCE_EXHAUSTED for a message over the
   * limit, UNIMPLEMENTED for a compressed one, INTERNAL for an unknown flag. The decoder is of no use afterwards.
   */
  push(chunk: Uint8Array): Uint8Array[] {
    const messages: Uint8Array[] = [];
    let offset = 0;
    while (offset < chunk.length) {
      if (this.#headerBytes < FRAME_HEADER_BYTES) {
        offset = this.#readHeader(chunk, offset);
        if (this.#headerBytes < FRAME_HEADER_BYTES) break;
      }
      const end = Math.min(chunk.length, offset + this.#missingBytes);
      if (end > offset) this.#pieces.push(chunk.subarray(offset, end));
      this.#missingBytes -= end - offset;
      offset = end;
      if (this.#missingBytes === 0) messages.push(this.#takeMessage());
    }
    return messages;
  }

  #readHeader(chunk: Uint8Array, start: number): number {
    let offset = start;
    while (offset < chunk.length && this.#headerBytes < FRAME_HEADER_BYTES) {
      this.#header[this.#headerBytes++] = chunk[offset++] ?? 0;
    }
    if (this.#headerBytes < FRAME_HEADER_BYTES) return offset;
    this.#checkFlag(this.#header[0] ?? 0);
    this.#missingBytes = this.#header.readUInt32BE(1);
    if (this.#missingBytes > this.#maxMessageBytes) {
      throw new GrpcError(
        GrpcStatusCode.RESOURCE_EXHAUSTED,
        `received a message of ${this.#missingBytes} bytes, more than the limit of ${this.#maxMessageBytes}`,
      );
    }
    return offset;
  }

  #checkFlag(flag: number): void {
    if (flag === 0) return;
    if (flag === COMPRESSED_FLAG) {
      throw new GrpcError(
        GrpcStatusCode.UNIMPLEMENTED,
        "compressed messages are not supported, send identity",
      );
    }
    throw new GrpcError(GrpcStatusCode.INTERNAL, `received a message with the unknown flag ${flag}`);
  }

  #takeMessage(): Uint8Array {
    const pieces = this.#pieces;
    this.#pieces = [];
    this.#headerBytes = 0;
    const [first] = pieces;
    return pieces.length === 1 && first !== undefined ? first : Buffer.concat(pieces);
  }
}
