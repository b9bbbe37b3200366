import { ValueError, type ValueErrorCode } from "../errors.ts";
import { MAX_DEPTH } from "../tracker.ts";

/** What JSON text holds; its numbers are whatever the caller of {@link readJson} makes of their text. */
export type Json<N> = null | boolean | string | N | readonly Json<N>[] | { readonly [name: string]: Json<N> };

/**
 * Reads JSON text (RFC 8259) without losing digits: `JSON.parse` turns every number into a double, and its access to
 * the source text is missing from Node 20. Objects become records without a prototype.
 *
 * @param toNumber makes a number from its text
 * @throws ValueError `damaged` for anything that is not JSON, `duplicate_key`, `too_deep`
 */
export function readJson<N>(text: string, toNumber: (text: string) => N): Json<N> {
  return new JsonReader(text, toNumber).document();
}

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;

class JsonReader<N> {
  readonly #text: string;
  readonly #toNumber: (text: string) => N;
  #at = 0;
  #depth = 0;

  constructor(text: string, toNumber: (text: string) => N) {
    this.#text = text;
    this.#toNumber = toNumber;
  }

  document(): Json<N> {
    const value = this.#value();
    this.#skipSpace();
    if (this.#at < this.#text.length) this.#fail("damaged", "more text after the end of the JSON value");
    return value;
  }

  #value(): Json<N> {
    this.#skipSpace();
    switch (this.#text[this.#at]) {
      case "{":
        return this.#nested(() => this.#object());
      case "[":
        return this.#nested(() => this.#array());
      case '"':
        return this.#string();
      case "t":
        return this.#word("true", true);
      case "f":
        return this.#word("false", false);
      case "n":
        return this.#word("null", null);
      case undefined:
        return this.#fail("damaged", "the JSON text ends early");
      default:
        return this.#number();
    }
  }

  #nested(read: () => Json<N>): Json<N> {
    if (++this.#depth > MAX_DEPTH) this.#fail("too_deep", `JSON nested more than ${MAX_DEPTH} levels deep`);
    this.#at++;
    const value = read();
    this.#depth--;
    return value;
  }

  #object(): Json<N> {
    const record: { [name: string]: Json<N> } = Object.create(null);
    if (this.#accept("}")) return record;
    do {
      this.#skipSpace();
      const name = this.#string();
      if (!this.#accept(":")) this.#fail("damaged", 'a ":" is missing');
      if (Object.hasOwn(record, name))
        this.#fail("duplicate_key", `the key ${JSON.stringify(name)} is there twice`);
      record[name] = this.#value();
    } while (this.#accept(","));
    if (!this.#accept("}")) this.#fail("damaged", 'a "," or "}" is missing');
    return record;
  }

  #array(): Json<N> {
    const elements: Json<N>[] = [];
    if (this.#accept("]")) return elements;
    do elements.push(this.#value());
    while (this.#accept(","));
    if (!this.#accept("]")) this.#fail("damaged", 'a "," or "]" is missing');
    return elements;
  }

  #string(): string {
    const text = this.#text;
    const start = this.#at;
    if (text.charCodeAt(start) !== QUOTE) this.#fail("damaged", "a string is missing");
    let escaped = false;
    let end = start + 1;
    for (let unit = text.charCodeAt(end); unit !== QUOTE; unit = text.charCodeAt(++end)) {
      // NaN, at the end of the text, is not above a space either.
      if (!(unit >= 0x20)) this.#fail("damaged", "a string does not end, or holds a bare control character");
      if (unit === BACKSLASH) {
        escaped = true;
        end++;
      }
    }
    this.#at = end + 1;
    return escaped ? this.#unescape(text.slice(start, end + 1)) : text.slice(start + 1, end);
  }

  #unescape(quoted: string): string {
    try {
      return String(JSON.parse(quoted));
    } catch (cause) {
      return this.#fail("damaged", "a string holds an escape that JSON does not have", cause);
    }
  }

  #number(): N {
    NUMBER.lastIndex = this.#at;
    const match = NUMBER.exec(this.#text);
    if (match === null) return this.#fail("damaged", "this is no JSON value");
    this.#at = NUMBER.lastIndex;
    return this.#toNumber(match[0]);
  }

  #word<T>(word: string, value: T): T {
    if (!this.#text.startsWith(word, this.#at)) this.#fail("damaged", "this is no JSON value");
    this.#at += word.length;
    return value;
  }

  #accept(mark: string): boolean {
    this.#skipSpace();
    if (this.#text[this.#at] !== mark) return false;
    this.#at++;
    return true;
  }

  #skipSpace(): void {
    for (;;) {
      const unit = this.#text.charCodeAt(this.#at);
      if (unit !== 0x20 && unit !== 0x0a && unit !== 0x0d && unit !== 0x09) return;
      this.#at++;
    }
  }

  #fail(code: ValueErrorCode, detail: string, cause?: unknown): never {
    throw new ValueError(
      code,
      `${detail} (at character ${this.#at})`,
      [],
      cause === undefined ? undefined : { cause },
    );
  }
}
