import type { Type } from "../types/type.ts";
import { type ElementType, type NumberValue, t, type ValueOf } from "./element-type.ts";
import type { PlanModifier } from "./plan-modifiers.ts";
import { type Validator, wholeNumber } from "./validators.ts";

/**
 * Who gives an attribute its value: the user must (`required`), the user may (`optional`), the provider does (`computed`), or the user may
 * and else the provider does (`optional` and `computed`). Other combinations have no meaning in Terraform.
 */
export type Presence =
  | { readonly required: true; readonly optional?: never; readonly computed?: never }
  | { readonly optional: true; readonly required?: never; readonly computed?: true }
  | { readonly computed: true; readonly required?: never; readonly optional?: never };

/** What every attribute can say of itself. `T` is the type of its known values. */
export type AttributeOptions<T> = Presence & {
  /** Markdown; shown in the registry and by editors. */
  readonly description: string;
  /** Hidden in plans and outputs. */
  readonly sensitive?: boolean;
  /** Never stored in plan or state (Terraform 1.11 and later). */
  readonly writeOnly?: boolean;
  /** What to use instead; its presence marks the attribute as deprecated. */
  readonly deprecated?: string;
  /** Planned when the configuration has none; needs `optional` and `computed`. */
  readonly default?: T;
  /** Checked at validate, when the value is known and not null. */
  readonly validators?: readonly Validator<T>[];
  /** Applied in order while planning. */
  readonly planModifiers?: readonly PlanModifier[];
};

/** An attribute's options once its value type is known only at run time. */
export interface AttributeRules
  extends Omit<AttributeOptions<unknown>, "required" | "optional" | "computed"> {
  readonly required?: true;
  readonly optional?: true;
  readonly computed?: true;
}

/** An attribute of a schema. `O` keeps the literal options, from which the types of plan and state are inferred. */
export interface Attribute<T = unknown, O extends Presence = Presence> {
  readonly kind: "attribute";
  readonly type: ElementType<T>;
  /** The options as they were written: their literal types carry presence. */
  readonly declared: O;
  readonly rules: AttributeRules;
  /** Set for nested attributes, which only protocol 6 can express. */
  readonly nested?: NestedObject;
}

/** The attributes of a nested attribute and what collects such objects. */
export interface NestedObject {
  readonly nesting: "single" | "list" | "set" | "map";
  readonly attributes: AttributeMap;
}

/** Attributes by name. */
export type AttributeMap = Readonly<Record<string, Attribute>>;

type ObjectOf<A extends AttributeMap> = {
  readonly [K in keyof A]: A[K] extends Attribute<infer T, infer O>
    ? O extends { required: true }
      ? T
      : T | null
    : never;
};

/** Makes attributes. Each function takes the options of {@link AttributeOptions}. */
export const attribute = {
  string: <const O extends AttributeOptions<string>>(options: O): Attribute<string, O> =>
    make(t.string, options),

  bool: <const O extends AttributeOptions<boolean>>(options: O): Attribute<boolean, O> =>
    make(t.bool, options),

  /** A number of any size and precision. */
  number: <const O extends AttributeOptions<NumberValue>>(options: O): Attribute<NumberValue, O> =>
    make(t.number, options),

  /** A whole number within ±(2^53−1); anything else is an error at validate. */
  integer: <const O extends AttributeOptions<number>>(options: O): Attribute<number, O> => {
    const type: ElementType<number> = { kind: "number" };
    return make(type, { ...options, validators: [wholeNumber(), ...(options.validators ?? [])] });
  },

  /** A value whose type the user chooses. */
  dynamic: <const O extends AttributeOptions<unknown>>(options: O) => make(t.dynamic, options),

  list: <T, const O extends AttributeOptions<readonly T[]>>(element: ElementType<T>, options: O) =>
    make<readonly T[], O>(t.list(element), options),

  set: <T, const O extends AttributeOptions<readonly T[]>>(element: ElementType<T>, options: O) =>
    make<readonly T[], O>(t.set(element), options),

  map: <T, const O extends AttributeOptions<Readonly<Record<string, T>>>>(
    element: ElementType<T>,
    options: O,
  ) => make<Readonly<Record<string, T>>, O>(t.map(element), options),

  object: <
    const A extends Readonly<Record<string, ElementType<unknown>>>,
    const O extends AttributeOptions<{ readonly [K in keyof A]: ValueOf<A[K]> | null }>,
  >(
    attributes: A,
    options: O,
  ): Attribute<{ readonly [K in keyof A]: ValueOf<A[K]> | null }, O> => make(t.object(attributes), options),

  /** Nested attributes (protocol 6 only): one object, or a list, set or map of objects. */
  nested: {
    single: <const A extends AttributeMap, const O extends AttributeOptions<ObjectOf<A>>>(
      attributes: A,
      options: O,
    ) => makeNested<ObjectOf<A>, O>("single", attributes, options),
    list: <const A extends AttributeMap, const O extends AttributeOptions<readonly ObjectOf<A>[]>>(
      attributes: A,
      options: O,
    ) => makeNested<readonly ObjectOf<A>[], O>("list", attributes, options),
    set: <const A extends AttributeMap, const O extends AttributeOptions<readonly ObjectOf<A>[]>>(
      attributes: A,
      options: O,
    ) => makeNested<readonly ObjectOf<A>[], O>("set", attributes, options),
    map: <
      const A extends AttributeMap,
      const O extends AttributeOptions<Readonly<Record<string, ObjectOf<A>>>>,
    >(
      attributes: A,
      options: O,
    ) => makeNested<Readonly<Record<string, ObjectOf<A>>>, O>("map", attributes, options),
  },
};

function make<T, O extends Presence>(type: ElementType<T>, options: O): Attribute<T, O> {
  const erased: object = options;
  // Every maker's `options` are AttributeOptions<T>, and its rules are only ever given values of `type`: T can be forgotten here, once.
  return { kind: "attribute", type, declared: options, rules: erased as AttributeRules };
}

function makeNested<T, O extends Presence>(
  nesting: NestedObject["nesting"],
  attributes: AttributeMap,
  options: O,
): Attribute<T, O> {
  const object: Type = {
    kind: "object",
    attributes: Object.fromEntries(Object.entries(attributes).map(([name, each]) => [name, each.type])),
  };
  const type: Type = nesting === "single" ? object : { kind: nesting, element: object };
  return { ...make<T, O>(type, options), nested: { nesting, attributes } };
}
