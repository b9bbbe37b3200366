import { Decimal } from "../decimal.ts";
import { ValueError } from "../errors.ts";
import { normaliseText } from "../text.ts";
import { Tracker } from "../tracker.ts";
import { type NumberBound, type Refinements, UNKNOWN, Unknown } from "../unknown.ts";
import { MsgpackReader } from "./reader.ts";
import { MsgpackWriter } from "./writer.ts";

/** The extension code of an unknown value with refinements; the one without has 0. */
export const REFINED_UNKNOWN = 12;

/** Longest data of a refined unknown value, by Terraform's wire format. */
const MAX_BYTES = 1024;

// The keys of the refinements in the wire format.
const NULLNESS = 1;
const PREFIX = 2;
const LOWER_BOUND = 3;
const UPPER_BOUND = 4;
const MIN_LENGTH = 5;
const MAX_LENGTH = 6;

/** Reads the data of a refined unknown value. What is not understood is dropped: less is known then, nothing wrong. */
export function decodeRefinements(data: Uint8Array): Unknown {
  if (data.length > MAX_BYTES) return UNKNOWN;
  try {
    const refinements = read(new MsgpackReader(data, new Tracker()));
    return Object.keys(refinements).length === 0 ? UNKNOWN : new Unknown(refinements);
  } catch (error) {
    if (error instanceof ValueError) return UNKNOWN;
    throw error;
  }
}

/** The data of a refined unknown value, or `undefined` when there is nothing to say or no room to say it. */
export function encodeRefinements(refinements: Refinements): Uint8Array | undefined {
  const { notNull, prefix, lowerBound, upperBound, minLength, maxLength } = refinements;
  const given = [notNull, prefix, lowerBound, upperBound, minLength, maxLength].filter(
    (one) => one !== undefined,
  );
  if (given.length === 0) return undefined;
  const writer = new MsgpackWriter();
  writer.mapLength(given.length);
  if (notNull !== undefined) writer.number(NULLNESS).bool(false);
  if (prefix !== undefined) writer.number(PREFIX).string(prefix);
  writeBound(writer, LOWER_BOUND, lowerBound);
  writeBound(writer, UPPER_BOUND, upperBound);
  if (minLength !== undefined) writer.number(MIN_LENGTH).number(minLength);
  if (maxLength !== undefined) writer.number(MAX_LENGTH).number(maxLength);
  const data = writer.result();
  return data.length > MAX_BYTES ? undefined : data;
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

function read(reader: MsgpackReader): Refinements {
  const refinements: Writable<Refinements> = {};
  for (let left = reader.mapLength(); left > 0; left--) {
    const kind = reader.number();
    switch (kind) {
      case NULLNESS:
        // true would say that the value is null, and then it would not be unknown.
        if (!reader.bool()) refinements.notNull = true;
        break;
      case PREFIX:
        refinements.prefix = normaliseText(reader.string()) ?? "";
        break;
      case LOWER_BOUND:
        refinements.lowerBound = readBound(reader);
        break;
      case UPPER_BOUND:
        refinements.upperBound = readBound(reader);
        break;
      case MIN_LENGTH:
        refinements.minLength = readLength(reader);
        break;
      case MAX_LENGTH:
        refinements.maxLength = readLength(reader);
        break;
      default:
        throw new ValueError("damaged", `unknown refinement ${String(kind)}`);
    }
  }
  reader.end();
  return refinements;
}

function readBound(reader: MsgpackReader): NumberBound {
  if (reader.arrayLength() !== 2)
    throw new ValueError("damaged", "a bound is a number and whether it is included");
  return { value: reader.number(), inclusive: reader.bool() };
}

function readLength(reader: MsgpackReader): number {
  const length = reader.number();
  if (length instanceof Decimal || !Number.isInteger(length) || length < 0) {
    throw new ValueError("damaged", "a length is a whole number");
  }
  return length;
}

function writeBound(writer: MsgpackWriter, kind: number, bound: NumberBound | undefined): void {
  if (bound === undefined) return;
  writer.number(kind).arrayLength(2).number(bound.value).bool(bound.inclusive);
}
