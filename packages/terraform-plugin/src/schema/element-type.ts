import type { Decimal } from "../types/decimal.ts";
import { type Type, types } from "../types/type.ts";
import type { DynamicValue } from "../types/value.ts";

declare const typescript: unique symbol;

/** A Terraform type that knows the TypeScript type of its known, non-null values. */
export type ElementType<T> = Type & { readonly [typescript]?: T };

/** The TypeScript type of the values of an {@link ElementType}. */
export type ValueOf<E> = E extends ElementType<infer T> ? T : never;

/** The object whose attributes have these types. Each may be null. */
export type ObjectOf<A extends Readonly<Record<string, ElementType<unknown>>>> = {
  readonly [K in keyof A]: ValueOf<A[K]> | null;
};

/** A Terraform number: a JavaScript number where that is exact, else the exact decimal text. */
export type NumberValue = number | Decimal;

/** The types that attributes and collections are made of. */
export const t: {
  readonly string: ElementType<string>;
  readonly number: ElementType<NumberValue>;
  readonly bool: ElementType<boolean>;
  readonly dynamic: ElementType<DynamicValue>;
  list<T>(element: ElementType<T>): ElementType<readonly T[]>;
  set<T>(element: ElementType<T>): ElementType<readonly T[]>;
  map<T>(element: ElementType<T>): ElementType<Readonly<Record<string, T>>>;
  object<const A extends Readonly<Record<string, ElementType<unknown>>>>(
    attributes: A,
  ): ElementType<ObjectOf<A>>;
} = types;
