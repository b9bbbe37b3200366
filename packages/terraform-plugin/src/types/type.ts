/** A Terraform type. The names are those of Terraform's own type constraints. */
export type Type =
  | StringType
  | NumberType
  | BoolType
  | DynamicType
  | ListType
  | SetType
  | MapType
  | ObjectType
  | TupleType;

/** Unicode text, always in normalisation form C. */
export interface StringType {
  readonly kind: "string";
}
/** A decimal number of any size and precision. */
export interface NumberType {
  readonly kind: "number";
}
/** true or false. */
export interface BoolType {
  readonly kind: "bool";
}
/** Any type: each value brings its own. */
export interface DynamicType {
  readonly kind: "dynamic";
}
/** A sequence of elements of one type. */
export interface ListType<E extends Type = Type> {
  readonly kind: "list";
  readonly element: E;
}
/** Distinct elements of one type, without order. */
export interface SetType<E extends Type = Type> {
  readonly kind: "set";
  readonly element: E;
}
/** Elements of one type, by name. */
export interface MapType<E extends Type = Type> {
  readonly kind: "map";
  readonly element: E;
}
/** A fixed set of attributes, each with its own type. */
export interface ObjectType<A extends Readonly<Record<string, Type>> = Readonly<Record<string, Type>>> {
  readonly kind: "object";
  readonly attributes: A;
}
/** A fixed number of elements, each with its own type. */
export interface TupleType<E extends readonly Type[] = readonly Type[]> {
  readonly kind: "tuple";
  readonly elements: E;
}

/** Builds types: `types.list(types.string)`. */
export const types = {
  string: { kind: "string" } as const,
  number: { kind: "number" } as const,
  bool: { kind: "bool" } as const,
  dynamic: { kind: "dynamic" } as const,
  list: <const E extends Type>(element: E): ListType<E> => ({ kind: "list", element }),
  set: <const E extends Type>(element: E): SetType<E> => ({ kind: "set", element }),
  map: <const E extends Type>(element: E): MapType<E> => ({ kind: "map", element }),
  object: <const A extends Readonly<Record<string, Type>>>(attributes: A): ObjectType<A> => ({
    kind: "object",
    attributes,
  }),
  tuple: <const E extends readonly Type[]>(elements: E): TupleType<E> => ({ kind: "tuple", elements }),
};

/** Whether two types are the same; the order of an object's attributes does not count. */
export function typeEquals(a: Type, b: Type): boolean {
  if (a === b) return true;
  switch (a.kind) {
    case "list":
    case "set":
    case "map":
      return a.kind === b.kind && typeEquals(a.element, b.element);
    case "object":
      return b.kind === "object" && attributesEqual(a.attributes, b.attributes);
    case "tuple":
      return b.kind === "tuple" && elementsEqual(a.elements, b.elements);
    default:
      return a.kind === b.kind;
  }
}

/** The type as it is written in Terraform's language, for messages: `list(string)`, `object({name = string})`. */
export function formatType(type: Type): string {
  switch (type.kind) {
    case "list":
    case "set":
    case "map":
      return `${type.kind}(${formatType(type.element)})`;
    case "object": {
      const attributes = Object.entries(type.attributes).map(([name, of]) => `${name} = ${formatType(of)}`);
      return `object({${attributes.join(", ")}})`;
    }
    case "tuple":
      return `tuple([${type.elements.map(formatType).join(", ")}])`;
    default:
      return type.kind;
  }
}

function attributesEqual(a: ObjectType["attributes"], b: ObjectType["attributes"]): boolean {
  const names = Object.keys(a);
  if (names.length !== Object.keys(b).length) return false;
  return names.every((name) => {
    const left = a[name];
    const right = Object.hasOwn(b, name) ? b[name] : undefined;
    return left !== undefined && right !== undefined && typeEquals(left, right);
  });
}

function elementsEqual(a: readonly Type[], b: readonly Type[]): boolean {
  return (
    a.length === b.length &&
    a.every((left, index) => {
      const right = b[index];
      return right !== undefined && typeEquals(left, right);
    })
  );
}
