/**
 * A value in the distinguished encoding rules (DER): a tag, the length of the content, and the content.
 * Source: ITU-T X.690.
 */
export function derValue(tag: number, ...contents: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(contents);
  return Buffer.concat([Buffer.from([tag, ...lengthOf(content.length)]), content]);
}

/** A list of values in a fixed order. */
export function derSequence(...values: readonly Uint8Array[]): Buffer {
  return derValue(0x30, ...values);
}

/** A whole number of at least 0, given as bytes, the highest first. */
export function derInteger(bytes: Uint8Array): Buffer {
  const firstDigit = bytes.findIndex((byte) => byte !== 0);
  const digits = firstDigit < 0 ? Buffer.alloc(1) : bytes.subarray(firstDigit);
  // A first bit that is set would make the number negative.
  return (digits[0] ?? 0) < 0x80 ? derValue(0x02, digits) : derValue(0x02, Buffer.alloc(1), digits);
}

/** Bits, given as whole bytes; `unusedBits` of the last byte do not count. */
export function derBits(bytes: Uint8Array, unusedBits = 0): Buffer {
  return derValue(0x03, Buffer.from([unusedBits]), bytes);
}

/** An octet string. */
export function derBytes(bytes: Uint8Array): Buffer {
  return derValue(0x04, bytes);
}

/** The boolean true. False is never written: it is the default. */
export const derTrue = derValue(0x01, Buffer.from([0xff]));

/** An object identifier, given in its dotted form. */
export function derIdentifier(dotted: string): Buffer {
  const [first = 0, second = 0, ...others] = dotted.split(".").map(Number);
  return derValue(0x06, Buffer.from([40 * first + second, ...others.flatMap(base128)]));
}

/** A text. */
export function derText(text: string): Buffer {
  return derValue(0x0c, Buffer.from(text));
}

/** A time, in the form that certificates have for years before 2050. */
export function derTime(time: Date): Buffer {
  return derValue(0x17, Buffer.from(`${time.toISOString().replace(/\D/g, "").slice(2, 14)}Z`));
}

function lengthOf(length: number): number[] {
  if (length < 0x80) return [length];
  const bytes = length < 0x100 ? [length] : [length >> 8, length & 0xff];
  return [0x80 | bytes.length, ...bytes];
}

/** Seven bits a byte, the highest first; every byte but the last has its first bit set. */
function base128(value: number): number[] {
  const bytes = [value % 128];
  for (let rest = Math.floor(value / 128); rest > 0; rest = Math.floor(rest / 128)) {
    bytes.unshift(0x80 | (rest % 128));
  }
  return bytes;
}
