/**
 * A writer for DER, the encoding of X.509 certificates: just the types a certificate consists of.
 * Source: ITU-T X.690.
 */
export const der = {
  sequence: (...parts: readonly Uint8Array[]): Buffer => element(0x30, ...parts),

  set: (...parts: readonly Uint8Array[]): Buffer => element(0x31, ...parts),

  boolean: (value: boolean): Buffer => element(0x01, Buffer.from([value ? 0xff : 0x00])),

  /** A non-negative integer from its big-endian bytes. */
  integer: (bytes: Uint8Array): Buffer => element(0x02, unsigned(bytes)),

  /** A bit string of whole bytes. */
  bitString: (bytes: Uint8Array): Buffer => element(0x03, Buffer.from([0]), bytes),

  /** A bit string of named bits, given by position; DER drops the zeros at its end. */
  namedBits: (position: number): Buffer =>
    element(0x03, Buffer.from([7 - (position % 8)]), bitsUpTo(position)),

  octetString: (bytes: Uint8Array): Buffer => element(0x04, bytes),

  objectIdentifier: (dotted: string): Buffer => element(0x06, objectIdentifier(dotted)),

  utf8String: (text: string): Buffer => element(0x0c, Buffer.from(text, "utf8")),

  /** A point in time, to the second; certificates write years up to 2049 with two digits (RFC 5280, 4.1.2.5). */
  time: (date: Date): Buffer => {
    const digits = date
      .toISOString()
      .replace(/\.\d{3}Z$/, "Z")
      .replace(/[-:T]/g, "");
    return date.getUTCFullYear() < 2050
      ? element(0x17, Buffer.from(digits.slice(2), "latin1"))
      : element(0x18, Buffer.from(digits, "latin1"));
  },

  /** A value with a context-specific tag around it. */
  explicit: (tag: number, content: Uint8Array): Buffer => element(0xa0 | tag, content),

  /** A primitive value whose own tag is replaced by a context-specific one. */
  implicit: (tag: number, content: Uint8Array): Buffer => element(0x80 | tag, content),
} as const;

function element(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts);
  return Buffer.concat([Buffer.from([tag]), lengthBytes(content.length), content]);
}

function lengthBytes(length: number): Buffer {
  if (length < 0x80) return Buffer.from([length]);
  const bytes = bigEndian(length, 256);
  return Buffer.from([0x80 | bytes.length, ...bytes]);
}

function unsigned(bytes: Uint8Array): Buffer {
  let start = 0;
  while (start < bytes.length - 1 && bytes[start] === 0) start++;
  const digits = Buffer.from(bytes.subarray(start));
  const [first = 0] = digits;
  // A leading one bit would read as a minus sign.
  return digits.length === 0 || first >= 0x80 ? Buffer.concat([Buffer.from([0]), digits]) : digits;
}

function bitsUpTo(position: number): Buffer {
  const bytes = Buffer.alloc(Math.floor(position / 8) + 1);
  bytes[bytes.length - 1] = 0x80 >> (position % 8);
  return bytes;
}

function objectIdentifier(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split(".").map(Number);
  const bytes = [first * 40 + second, ...rest].flatMap((arc) =>
    bigEndian(arc, 128).map((digit, index, digits) => (index < digits.length - 1 ? digit | 0x80 : digit)),
  );
  return Buffer.from(bytes);
}

function bigEndian(value: number, base: number): number[] {
  const digits = [value % base];
  for (let rest = Math.floor(value / base); rest > 0; rest = Math.floor(rest / base))
    digits.unshift(rest % base);
  return digits;
}
