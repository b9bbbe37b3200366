import type { Decimal } from "../types/decimal.ts";
import type { Unknown } from "../types/unknown.ts";
import type { Value } from "../types/value.ts";
import type { Attribute, AttributeMap } from "./attribute.ts";
import type { Block, BlockMap } from "./block.ts";
import type { Schema } from "./schema.ts";

/** What is stored: required attributes have a value, others may be null, nothing is unknown. */
export type StateOf<S> = S extends Schema<infer A, infer B> ? ObjectOf<A, B, "state"> : never;

/** What the user wrote, and what is planned: anything may be unknown, and so may what is in it. */
export type PlanOf<S> = S extends Schema<infer A, infer B> ? ObjectOf<A, B, "plan"> : never;

/** As {@link PlanOf}. In a configuration, what the user did not write is null. */
export type ConfigOf<S> = PlanOf<S>;

/** What is planned when it is applied: only computed attributes may still be unknown. */
export type PlannedOf<S> = S extends Schema<infer A, infer B> ? ObjectOf<A, B, "planned"> : never;

type Phase = "state" | "plan" | "planned";

type Flat<T> = { readonly [K in keyof T]: T[K] };

/** A holder without blocks may have the general BlockMap as B: its index signature names no block. */
type ObjectOf<A extends AttributeMap, B extends BlockMap, P extends Phase> = Flat<
  { [K in keyof A]: AttributeIn<A[K], P> } & {
    [K in keyof B as string extends K ? never : K]: BlockIn<B[K], P>;
  }
>;

type AttributeIn<A, P extends Phase> =
  A extends Attribute<infer T, infer O>
    ? ValueIn<T, P> | (O extends { required: true } ? never : null) | UnknownIn<O, P>
    : never;

type ValueIn<T, P extends Phase> = P extends "plan" ? InPlan<T> : T;

/** Only a plan has values that are known in part; before it is carried out, what the user gives is known. */
type InPlan<T> = Value extends T
  ? T
  : T extends string | number | boolean | Decimal | null
    ? T
    : T extends readonly (infer E)[]
      ? readonly (InPlan<E> | Unknown)[]
      : { readonly [K in keyof T]: InPlan<T[K]> | Unknown };

type UnknownIn<O, P extends Phase> = P extends "plan"
  ? Unknown
  : P extends "planned"
    ? O extends { computed: true }
      ? Unknown
      : never
    : never;

type BlockIn<X, P extends Phase> =
  X extends Block<infer N, infer A, infer B>
    ? N extends "single"
      ? ObjectOf<A, B, P> | null
      : readonly ObjectOf<A, B, P>[] | (P extends "plan" ? Unknown : never)
    : never;
