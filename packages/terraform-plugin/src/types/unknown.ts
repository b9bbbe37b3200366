import type { Decimal } from "./decimal.ts";

/** One end of the range a number will be in. */
export interface NumberBound {
  readonly value: number | Decimal;
  readonly inclusive: boolean;
}

/** What is already known about a value that is not known yet. */
export interface Refinements {
  /** The value will not be null. */
  readonly notNull?: true;
  /** The string will start with this. */
  readonly prefix?: string;
  readonly lowerBound?: NumberBound;
  readonly upperBound?: NumberBound;
  /** The list, set or map will have at least this many elements. */
  readonly minLength?: number;
  /** The list, set or map will have at most this many elements. */
  readonly maxLength?: number;
}

/** A value that Terraform will only know when something else has been applied. */
export class Unknown {
  readonly refinements: Refinements | undefined;

  constructor(refinements?: Refinements) {
    this.refinements = refinements;
  }
}

/** The unknown value of which nothing is known. */
export const UNKNOWN: Unknown = new Unknown();

/** Whether a value is unknown as a whole; what it contains does not count, see `containsUnknown`. */
export function isUnknown(value: unknown): value is Unknown {
  return value instanceof Unknown;
}
