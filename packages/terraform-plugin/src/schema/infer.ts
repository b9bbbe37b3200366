import type { Decimal } from "../types/decimal.ts";
import type { Unknown } from "../types/unknown.ts";
import type { DynamicValue } from "../types/value.ts";
import type { Attribute, AttributeMap, NestedObject } from "./attribute.ts";
import type { Block, BlockMap } from "./block.ts";
import type { Schema } from "./schema.ts";

/** What the user wrote. What was not written is null; anything may be unknown, and so may what is in it. */
export type ConfigOf<S> = In<S, "config">;

/** What is planned while `modifyPlan` may still change it: anything may be unknown. Write-only values are not in it. */
export type ProposedOf<S> = In<S, "proposed">;

/** What is planned, as an apply gets it: only computed values may be unknown. Write-only values are not in it. */
export type PlanOf<S> = In<S, "plan">;

/** What is stored: required attributes have a value, others may be null, nothing is unknown. Write-only values are not in it. */
export type StateOf<S> = In<S, "state">;

/**
 * What is stored of an object that this provider may not have made. After an import, or a move from another provider, anything may be
 * null, required attributes too: the service may not report them. Only attributes with `notNull` have a value.
 */
export type ImportedOf<S> = In<S, "imported">;

type Phase = "config" | "proposed" | "plan" | "state" | "imported";

/** The phases in which what the user wrote may be unknown. */
type OpenPhase = "config" | "proposed";

type In<S, P extends Phase> = S extends Schema<infer A, infer B> ? ObjectIn<A, B, P> : never;

type Flat<T> = { readonly [K in keyof T]: T[K] };

/** A holder without blocks may have the general BlockMap as B: its index signature names no block. */
type ObjectIn<A extends AttributeMap, B extends BlockMap, P extends Phase> = Flat<
  { [K in keyof A]: AttributeIn<A[K], P> } & {
    [K in keyof B as string extends K ? never : K]: BlockIn<B[K], P>;
  }
>;

type AttributeIn<A, P extends Phase> =
  A extends Attribute<infer T, infer O, infer N>
    ? O extends { readonly writeOnly: true }
      ? P extends "config"
        ? Given<T, O, N, P>
        : null
      : Given<T, O, N, P>
    : never;

/** The value of an attribute that is not left out: itself, null where the phase allows it, unknown where it may be. */
type Given<T, O, N, P extends Phase> =
  | (N extends NestedObject<infer Nesting, infer A>
      ? Collected<Nesting, ObjectIn<A, NoBlocks, P>, P>
      : ValueIn<T, P>)
  | NullIn<O, P>
  | UnknownIn<O, P>;

type NoBlocks = Record<never, never>;

type Collected<Nesting, T, P extends Phase> = Nesting extends "single"
  ? T
  : Nesting extends "map"
    ? Readonly<Record<string, T | (P extends OpenPhase ? Unknown : never)>>
    : readonly (T | (P extends OpenPhase ? Unknown : never))[];

type NullIn<O, P extends Phase> = O extends { readonly required: true }
  ? P extends "imported"
    ? null
    : never
  : O extends { readonly notNull: true }
    ? P extends "config"
      ? null
      : never
    : null;

type UnknownIn<O, P extends Phase> = P extends OpenPhase
  ? Unknown
  : P extends "plan"
    ? O extends { readonly computed: true }
      ? Unknown
      : never
    : never;

/** Before the apply, a value that may be unknown as a whole may also be unknown in part. */
type ValueIn<T, P extends Phase> = P extends OpenPhase ? PartlyUnknown<T> : T;

type PartlyUnknown<T> = T extends string | number | boolean | Decimal | DynamicValue | null
  ? T
  : T extends readonly (infer E)[]
    ? readonly (PartlyUnknown<E> | Unknown)[]
    : { readonly [K in keyof T]: PartlyUnknown<T[K]> | Unknown };

type BlockIn<X, P extends Phase> =
  X extends Block<infer N, infer A, infer B>
    ? N extends "single"
      ? ObjectIn<A, B, P> | null
      : readonly ObjectIn<A, B, P>[] | (P extends OpenPhase ? Unknown : never)
    : never;
