import { ValueError } from "./errors.ts";

/** A surrogate without its partner: with the flag u, pairs count as one code point and do not match. */
const LONE_SURROGATE = /\p{Surrogate}/u;

/**
 * The text in Unicode normalisation form C, as Terraform normalises every string and map key; `undefined` when it holds
 * a lone surrogate and so has no UTF-8 form.
 */
export function normaliseText(text: string): string | undefined {
  // No code point below U+0300 changes in form C: the usual text is done after one cheap pass.
  for (let index = 0; index < text.length; index++) {
    if (text.charCodeAt(index) >= 0x300) return LONE_SURROGATE.test(text) ? undefined : text.normalize("NFC");
  }
  return text;
}

/** Whether two texts are the same to Terraform, that is, in normalisation form C. */
export function textEquals(a: string, b: string): boolean {
  return a === b || (normaliseText(a) ?? a) === (normaliseText(b) ?? b);
}

/** Order by code point, which is the order of UTF-8 bytes; JavaScript's own is by UTF-16 unit. */
export function compareCodePoints(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let index = 0; index < length; index++) {
    const left = a.charCodeAt(index);
    const right = b.charCodeAt(index);
    if (left !== right) return sortKey(left) - sortKey(right);
  }
  return a.length - b.length;
}

/** Surrogates stand for code points above all others, so they must sort above U+E000 to U+FFFF. */
function sortKey(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x2800 : unit;
}

let strictUtf8: InstanceType<typeof TextDecoder> | undefined;

/**
 * Reads UTF-8 to the letter: bytes that are none are refused, and a byte order mark is a character like any other.
 *
 * @throws ValueError `bad_text`
 */
export function decodeUtf8(bytes: Uint8Array): string {
  strictUtf8 ??= new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  try {
    return strictUtf8.decode(bytes);
  } catch (cause) {
    throw new ValueError("bad_text", "the text is not valid UTF-8", [], { cause });
  }
}
