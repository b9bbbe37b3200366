import type { Type } from "../types/type.ts";
import type { DynamicValue, Value } from "../types/value.ts";
import { type ElementType, type NumberValue, type ObjectOf, t } from "./element-type.ts";
import type { PlanModifier } from "./plan-modifiers.ts";
import { type Validator, wholeNumber } from "./validators.ts";

/**
 * Who gives an attribute its value: the user must (`required`), the user may (`optional`), the provider does (`computed`), or the user may
 * and else the provider does (`optional` and `computed`). Other combinations have no meaning in Terraform.
 */
export type Presence =
  | (Absent<"optional" | "computed" | "notNull" | "default"> & { readonly required: true })
  | (Absent<"required" | "computed" | "notNull" | "default"> & { readonly optional: true })
  | (Absent<"required" | "optional" | "default"> & NeverNull & { readonly computed: true })
  | (Absent<"required"> & NeverNull & { readonly optional: true; readonly computed: true });

/** Options that an attribute of that presence must not have. */
type Absent<K extends string> = { readonly [name in K]?: never };

interface NeverNull {
  /**
   * Every object that exists has a value, such as an ID: the types say so, `importState` must give it, and a state without it is a
   * defect of the provider.
   */
  readonly notNull?: true;
}

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
  readonly planModifiers?: readonly PlanModifier<T>[];
};

/** An attribute's options once its value type is known only at run time. */
export interface AttributeRules
  extends Omit<
    AttributeOptions<Value>,
    "required" | "optional" | "computed" | "notNull" | "validators" | "planModifiers"
  > {
  readonly required?: true;
  readonly optional?: true;
  readonly computed?: true;
  readonly notNull?: true;
  readonly validators?: readonly Validator<never>[];
  readonly planModifiers?: readonly PlanModifier[];
}

/**
 * An attribute of a schema. `O` keeps the literal options and `N` the nested attributes, from which the types of plan and state are
 * inferred.
 */
export interface Attribute<
  T = unknown,
  O extends Presence = Presence,
  N extends NestedObject | null = NestedObject | null,
> {
  readonly kind: "attribute";
  readonly type: ElementType<T>;
  /** The options as they were written: their literal types carry presence. */
  readonly declared: O;
  readonly rules: AttributeRules;
  /** Set for nested attributes, which only protocol 6 can express. */
  readonly nested: N;
}

/** The attributes of a nested attribute and what collects such objects. */
export interface NestedObject<
  N extends ObjectNesting = ObjectNesting,
  A extends AttributeMap = AttributeMap,
> {
  readonly nesting: N;
  readonly attributes: A;
  /** There are no blocks in attributes; with this a nested attribute has the form of a block. */
  readonly blocks: Record<never, never>;
}

/** What collects the objects of a nested attribute. */
export type ObjectNesting = "single" | "list" | "set" | "map";

/** Attributes by name. */
export interface AttributeMap {
  readonly [name: string]: Attribute;
}

/** Makes attributes. Each function takes the options of {@link AttributeOptions}. */
export const attribute = {
  string: <const O extends AttributeOptions<string>>(options: O): Attribute<string, O, null> =>
    make(t.string, options),

  bool: <const O extends AttributeOptions<boolean>>(options: O): Attribute<boolean, O, null> =>
    make(t.bool, options),

  /** A number of any size and precision. */
  number: <const O extends AttributeOptions<NumberValue>>(options: O): Attribute<NumberValue, O, null> =>
    make(t.number, options),

  /** A whole number within ±(2^53−1); anything else is an error at validate. */
  integer: <const O extends AttributeOptions<number>>(options: O): Attribute<number, O, null> => {
    const type: ElementType<number> = { kind: "number" };
    return make(type, { ...options, validators: [wholeNumber(), ...(options.validators ?? [])] });
  },

  /** A value whose type the user chooses. */
  dynamic: <const O extends AttributeOptions<DynamicValue>>(options: O): Attribute<DynamicValue, O, null> =>
    make(t.dynamic, options),

  list: <T, const O extends AttributeOptions<readonly T[]>>(
    element: ElementType<T>,
    options: O,
  ): Attribute<readonly T[], O, null> => make(t.list(element), options),

  set: <T, const O extends AttributeOptions<readonly T[]>>(
    element: ElementType<T>,
    options: O,
  ): Attribute<readonly T[], O, null> => make(t.set(element), options),

  map: <T, const O extends AttributeOptions<Readonly<Record<string, T>>>>(
    element: ElementType<T>,
    options: O,
  ): Attribute<Readonly<Record<string, T>>, O, null> => make(t.map(element), options),

  object: <
    const A extends Readonly<Record<string, ElementType<unknown>>>,
    const O extends AttributeOptions<ObjectOf<A>>,
  >(
    attributes: A,
    options: O,
  ): Attribute<ObjectOf<A>, O, null> => make(t.object(attributes), options),

  /** Nested attributes (protocol 6 only): one object, or a list, set or map of objects. */
  nested: {
    single: <const A extends AttributeMap, const O extends AttributeOptions<NestedOf<A>>>(
      attributes: A,
      options: O,
    ): Attribute<NestedOf<A>, O, NestedObject<"single", A>> => makeNested("single", attributes, options),

    list: <const A extends AttributeMap, const O extends AttributeOptions<readonly NestedOf<A>[]>>(
      attributes: A,
      options: O,
    ): Attribute<readonly NestedOf<A>[], O, NestedObject<"list", A>> =>
      makeNested("list", attributes, options),

    set: <const A extends AttributeMap, const O extends AttributeOptions<readonly NestedOf<A>[]>>(
      attributes: A,
      options: O,
    ): Attribute<readonly NestedOf<A>[], O, NestedObject<"set", A>> => makeNested("set", attributes, options),

    map: <
      const A extends AttributeMap,
      const O extends AttributeOptions<Readonly<Record<string, NestedOf<A>>>>,
    >(
      attributes: A,
      options: O,
    ): Attribute<Readonly<Record<string, NestedOf<A>>>, O, NestedObject<"map", A>> =>
      makeNested("map", attributes, options),
  },
};

/** The object of a nested attribute, where it is wholly known. */
type NestedOf<A extends AttributeMap> = {
  readonly [K in keyof A]: A[K] extends Attribute<infer T, infer O>
    ? O extends { required: true }
      ? T
      : T | null
    : never;
};

function make<T, O extends Presence>(type: ElementType<T>, options: O): Attribute<T, O, null> {
  return { kind: "attribute", type, declared: options, rules: rulesOf(options), nested: null };
}

function makeNested<T, O extends Presence, N extends ObjectNesting, A extends AttributeMap>(
  nesting: N,
  attributes: A,
  options: O,
): Attribute<T, O, NestedObject<N, A>> {
  const object: Type = {
    kind: "object",
    attributes: Object.fromEntries(Object.entries(attributes).map(([name, each]) => [name, each.type])),
  };
  const type: Type = nesting === "single" ? object : { kind: nesting, element: object };
  return {
    kind: "attribute",
    type,
    declared: options,
    rules: rulesOf(options),
    nested: { nesting, attributes, blocks: {} },
  };
}

function rulesOf(options: object): AttributeRules {
  // Every maker's `options` are AttributeOptions<T>, and its rules are only ever given values of its type: T can be forgotten here, once.
  return options as AttributeRules;
}
