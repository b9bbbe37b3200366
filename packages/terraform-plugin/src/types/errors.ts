import type { Path } from "./path.ts";
import { formatPath } from "./path.ts";

/**
 * What is wrong with a value, a type or their encoding:
 *
 * - `wrong_type`: the value does not have the required type
 * - `missing_attribute`, `unknown_attribute`: an object has too few or too many attributes
 * - `duplicate_key`: an object or map names a key twice
 * - `wrong_length`: a tuple has too few or too many elements
 * - `bad_text`: a string is no valid Unicode (a lone surrogate, bytes that are not UTF-8)
 * - `bad_number`: a number is not finite, or no decimal number at all
 * - `bad_type`: the JSON form of a type is none
 * - `unknown_value`: a value that must be known is not
 * - `damaged`: bytes or text end early, go on too long or cannot be read
 * - `too_deep`: more than 512 levels of nesting
 */
export type ValueErrorCode =
  | "wrong_type"
  | "missing_attribute"
  | "unknown_attribute"
  | "duplicate_key"
  | "wrong_length"
  | "bad_text"
  | "bad_number"
  | "bad_type"
  | "unknown_value"
  | "damaged"
  | "too_deep";

/** A value, a type or an encoding of one that breaks the rules; the only error this folder throws. */
export class ValueError extends Error {
  override readonly name = "ValueError";
  /** Stable name of what is wrong. */
  readonly code: ValueErrorCode;
  /** Where in the value; ends at the set when the fault is inside one. */
  readonly path: Path;
  /** The message without the path in front of it, for diagnostics that carry the path themselves. */
  readonly detail: string;

  constructor(code: ValueErrorCode, detail: string, path: Path = [], options?: ErrorOptions) {
    super(path.length === 0 ? detail : `${formatPath(path)}: ${detail}`, options);
    this.code = code;
    this.path = path;
    this.detail = detail;
  }
}
