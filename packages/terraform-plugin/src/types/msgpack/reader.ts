import { type Decimal, numberFromBigInt, numberFromDouble, numberFromText } from "../decimal.ts";
import { decodeUtf8 } from "../text.ts";
import type { Tracker } from "../tracker.ts";

/** An extension value: the application's own code and data. */
export interface Extension {
  readonly code: number;
  readonly data: Uint8Array;
}

/**
 * Reads msgpack (the msgpack specification's formats) piece by piece, as the caller's types ask for them.
 *
 * Every declared length is held against the bytes that are left before anything is made of it. All errors are
 * ValueErrors with the tracker's path.
 */
export class MsgpackReader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #at: Tracker;
  #offset = 0;

  constructor(bytes: Uint8Array, at: Tracker) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#at = at;
  }

  /** Checks that everything has been read. */
  end(): void {
    const rest = this.#bytes.length - this.#offset;
    if (rest > 0) this.#at.fail("damaged", `${rest} more bytes after the end of the value`);
  }

  /** Reads nil if it is next. */
  acceptNil(): boolean {
    if (this.#bytes[this.#offset] !== 0xc0) return false;
    this.#offset++;
    return true;
  }

  /** Reads these very bytes if they are next. */
  acceptBytes(expected: Uint8Array): boolean {
    const bytes = this.#bytes;
    const offset = this.#offset;
    for (let index = 0; index < expected.length; index++) {
      if (bytes[offset + index] !== expected[index]) return false;
    }
    this.#offset += expected.length;
    return true;
  }

  /** Reads an extension value if one is next. */
  acceptExtension(): Extension | undefined {
    const head = this.#bytes[this.#offset];
    if (head === undefined || head < 0xc7 || head > 0xd8 || (head > 0xc9 && head < 0xd4)) return undefined;
    this.#offset++;
    const length = head >= 0xd4 ? 1 << (head - 0xd4) : this.#uint(1 << (head - 0xc7));
    const code = this.#view.getInt8(this.#take(1));
    const start = this.#take(length);
    return { code, data: this.#bytes.subarray(start, start + length) };
  }

  bool(): boolean {
    const head = this.#head();
    if (head !== 0xc2 && head !== 0xc3) return this.#unexpected("a bool", head);
    return head === 0xc3;
  }

  /** A number in any of the forms that Terraform writes: integers, floats, decimal text. */
  number(): number | Decimal {
    const head = this.#head();
    if (head < 0x80) return head;
    if (head >= 0xe0) return head - 0x100;
    switch (head) {
      case 0xcc:
        return this.#view.getUint8(this.#take(1));
      case 0xcd:
        return this.#view.getUint16(this.#take(2));
      case 0xce:
        return this.#view.getUint32(this.#take(4));
      case 0xcf:
        return numberFromBigInt(this.#view.getBigUint64(this.#take(8)));
      case 0xd0:
        return this.#view.getInt8(this.#take(1));
      case 0xd1:
        return this.#view.getInt16(this.#take(2));
      case 0xd2:
        return this.#view.getInt32(this.#take(4));
      case 0xd3:
        return numberFromBigInt(this.#view.getBigInt64(this.#take(8)));
      case 0xca:
        return this.#at.located(() => numberFromDouble(this.#view.getFloat32(this.#take(4))));
      case 0xcb:
        return this.#at.located(() => numberFromDouble(this.#view.getFloat64(this.#take(8))));
      default: {
        const length = this.#stringLength(head);
        if (length === undefined) return this.#unexpected("a number", head);
        const text = this.#text(length);
        return this.#at.located(() => numberFromText(text));
      }
    }
  }

  string(): string {
    const head = this.#head();
    return this.#text(this.#stringLength(head) ?? this.#unexpected("a string", head));
  }

  /** Binary data, or the bytes of a string. */
  binary(): Uint8Array {
    const head = this.#head();
    const isBinary = head >= 0xc4 && head <= 0xc6;
    const length = isBinary ? this.#uint(1 << (head - 0xc4)) : this.#stringLength(head);
    if (length === undefined) return this.#unexpected("binary data", head);
    const start = this.#take(length);
    return this.#bytes.subarray(start, start + length);
  }

  /** The head of a sequence: how many values follow. */
  arrayLength(): number {
    const head = this.#head();
    if (head >= 0x90 && head <= 0x9f) return this.#count(head - 0x90, 1);
    if (head === 0xdc || head === 0xdd) return this.#count(this.#uint(head === 0xdc ? 2 : 4), 1);
    return this.#unexpected("a sequence", head);
  }

  /** The head of a map: how many pairs of key and value follow. */
  mapLength(): number {
    const head = this.#head();
    if (head >= 0x80 && head <= 0x8f) return this.#count(head - 0x80, 2);
    if (head === 0xde || head === 0xdf) return this.#count(this.#uint(head === 0xde ? 2 : 4), 2);
    return this.#unexpected("a map", head);
  }

  #head(): number {
    return this.#bytes[this.#offset++] ?? this.#endsEarly();
  }

  /** Steps over so many bytes and says where they begin. */
  #take(length: number): number {
    const start = this.#offset;
    if (length > this.#bytes.length - start) this.#endsEarly();
    this.#offset = start + length;
    return start;
  }

  #uint(size: number): number {
    const start = this.#take(size);
    if (size === 1) return this.#view.getUint8(start);
    return size === 2 ? this.#view.getUint16(start) : this.#view.getUint32(start);
  }

  /** A count of values that take at least so many bytes each. */
  #count(count: number, bytesEach: number): number {
    return count * bytesEach > this.#bytes.length - this.#offset ? this.#endsEarly() : count;
  }

  #stringLength(head: number): number | undefined {
    if (head >= 0xa0 && head <= 0xbf) return head - 0xa0;
    return head >= 0xd9 && head <= 0xdb ? this.#uint(1 << (head - 0xd9)) : undefined;
  }

  #text(length: number): string {
    const start = this.#take(length);
    const end = this.#offset;
    const bytes = this.#bytes;
    if (length <= SHORT_TEXT) {
      let text = "";
      let index = start;
      for (; index < end; index++) {
        const byte = bytes[index] ?? 0x80;
        if (byte >= 0x80) break;
        text += String.fromCharCode(byte);
      }
      if (index === end) return text;
    }
    return this.#at.located(() => decodeUtf8(bytes.subarray(start, end)));
  }

  #unexpected(wanted: string, head: number): never {
    return this.#at.fail("wrong_type", `${wanted} is needed, not the msgpack format 0x${head.toString(16)}`);
  }

  #endsEarly(): never {
    return this.#at.fail("damaged", "the msgpack data end early");
  }
}

/** Up to this many bytes, plain ASCII is read faster here than by a call of TextDecoder. */
const SHORT_TEXT = 32;
