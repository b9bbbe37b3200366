import { Decimal, isExactFraction, numberFromDouble, numberText } from "../decimal.ts";
import { ValueError } from "../errors.ts";
import { normaliseText } from "../text.ts";

const START_BYTES = 512;
const INT64_MIN = -(2n ** 63n);
const INT64_MAX = 2n ** 63n - 1n;
/** No 64-bit integer has more characters; longer texts need not be tried. */
const INT64_CHARACTERS = 20;

/** Writes msgpack in the shortest formats. Methods can be chained; errors are ValueErrors without a path. */
export class MsgpackWriter {
  #bytes: Buffer = Buffer.allocUnsafe(START_BYTES);
  #length = 0;

  /** What has been written. */
  result(): Uint8Array {
    return new Uint8Array(this.#bytes.subarray(0, this.#length));
  }

  nil(): this {
    return this.#byte(0xc0);
  }

  bool(value: boolean): this {
    return this.#byte(value ? 0xc3 : 0xc2);
  }

  /**
   * A number as Terraform writes it: an integer format when it fits 64 bits, a double when it is a fraction and exactly
   * that double, otherwise decimal text.
   */
  number(value: number | Decimal): this {
    if (value instanceof Decimal) return this.#decimal(value);
    if (Number.isSafeInteger(value)) return this.#integer(value);
    const exact = numberFromDouble(value);
    if (exact instanceof Decimal) return this.#decimal(exact);
    if (!isExactFraction(exact)) return this.#ascii(numberText(exact));
    const start = this.#reserve(9);
    this.#bytes[start] = 0xcb;
    this.#bytes.writeDoubleBE(exact, start + 1);
    return this;
  }

  /** Text, in normalisation form C. */
  string(value: string): this {
    const text = normaliseText(value);
    if (text === undefined) throw new ValueError("bad_text", "the text holds half of a surrogate pair");
    if (text.length <= SHORT_TEXT && this.#shortAscii(text)) return this;
    const length = Buffer.byteLength(text);
    this.#head(length, 0xa0, 32, 0xd9, 0xda);
    const start = this.#reserve(length);
    this.#bytes.write(text, start);
    return this;
  }

  /** Binary data. */
  binary(data: Uint8Array): this {
    return this.#head(data.length, 0, 0, 0xc4, 0xc5).raw(data);
  }

  /** An extension value. */
  extension(code: number, data: Uint8Array): this {
    const fixed = data.length === 0 ? -1 : Math.log2(data.length);
    if (Number.isInteger(fixed) && fixed >= 0 && fixed <= 4) this.#byte(0xd4 + fixed);
    else this.#head(data.length, 0, 0, 0xc7, 0xc8);
    return this.#byte(code & 0xff).raw(data);
  }

  /** The head of a sequence of so many values. */
  arrayLength(length: number): this {
    return this.#head(length, 0x90, 16, undefined, 0xdc);
  }

  /** The head of a map of so many pairs. */
  mapLength(length: number): this {
    return this.#head(length, 0x80, 16, undefined, 0xde);
  }

  /** Bytes that are msgpack already. */
  raw(bytes: Uint8Array): this {
    const start = this.#reserve(bytes.length);
    if (bytes.length > SHORT_TEXT) this.#bytes.set(bytes, start);
    else for (let index = 0; index < bytes.length; index++) this.#bytes[start + index] = bytes[index] ?? 0;
    return this;
  }

  /**
   * The head of something with a length: in one byte with the head when below `tinyEnd`, else after an 8-bit format's
   * head where there is one, else after that of the 16-bit format or its neighbour, the 32-bit format.
   */
  #head(length: number, tiny: number, tinyEnd: number, head8: number | undefined, head16: number): this {
    if (length < tinyEnd) return this.#byte(tiny | length);
    if (head8 !== undefined && length < 0x100) return this.#byte(head8).#byte(length);
    const start = this.#reserve(length < 0x1_0000 ? 3 : 5);
    if (length < 0x1_0000) {
      this.#bytes[start] = head16;
      this.#bytes.writeUInt16BE(length, start + 1);
    } else {
      this.#bytes[start] = head16 + 1;
      this.#bytes.writeUInt32BE(length, start + 1);
    }
    return this;
  }

  #integer(value: number): this {
    if (value >= -32 && value < 0x80) return this.#byte(value & 0xff);
    if (value >= 0) {
      if (value < 0x100) return this.#byte(0xcc).#byte(value);
      if (value < 0x1_0000)
        return this.#byte(0xcd)
          .#byte(value >> 8)
          .#byte(value & 0xff);
      if (value > 0xffff_ffff) return this.#int64(BigInt(value));
      const start = this.#reserve(5);
      this.#bytes[start] = 0xce;
      this.#bytes.writeUInt32BE(value, start + 1);
      return this;
    }
    if (value >= -0x80) return this.#byte(0xd0).#byte(value & 0xff);
    if (value < -0x8000_0000) return this.#int64(BigInt(value));
    const start = this.#reserve(5);
    this.#bytes[start] = 0xd2;
    this.#bytes.writeInt32BE(value, start + 1);
    return this;
  }

  #decimal(value: Decimal): this {
    if (value.text.length <= INT64_CHARACTERS && !value.text.includes(".")) {
      const integer = BigInt(value.text);
      if (integer >= INT64_MIN && integer <= INT64_MAX) return this.#int64(integer);
    }
    return this.#ascii(value.text);
  }

  #int64(value: bigint): this {
    const start = this.#reserve(9);
    this.#bytes[start] = 0xd3;
    this.#bytes.writeBigInt64BE(value, start + 1);
    return this;
  }

  #ascii(text: string): this {
    this.#head(text.length, 0xa0, 32, 0xd9, 0xda);
    const start = this.#reserve(text.length);
    this.#bytes.write(text, start, "latin1");
    return this;
  }

  /** Writes a text of few characters here if it is plain ASCII, which costs less than a call out of JavaScript. */
  #shortAscii(text: string): boolean {
    const start = this.#reserve(1 + text.length);
    for (let index = 0; index < text.length; index++) {
      const unit = text.charCodeAt(index);
      if (unit >= 0x80) {
        this.#length = start;
        return false;
      }
      this.#bytes[start + 1 + index] = unit;
    }
    this.#bytes[start] = 0xa0 | text.length;
    return true;
  }

  #byte(byte: number): this {
    const start = this.#reserve(1);
    this.#bytes[start] = byte;
    return this;
  }

  /** Makes room for so many bytes and says where they begin. */
  #reserve(size: number): number {
    const start = this.#length;
    this.#length = start + size;
    if (this.#length > this.#bytes.length) {
      const larger = Buffer.allocUnsafe(Math.max(this.#length, this.#bytes.length * 2));
      larger.set(this.#bytes.subarray(0, start));
      this.#bytes = larger;
    }
    return start;
  }
}

/** Up to this many characters, bytes are copied one by one; fits a string header of one byte. */
const SHORT_TEXT = 31;
