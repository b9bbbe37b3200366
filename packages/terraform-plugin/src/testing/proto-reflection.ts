import { fileURLToPath } from "node:url";
import fc from "fast-check";
import protobuf from "protobufjs";

/** A message in the generic form of protobufjs: members by camel-case name, int64 as text, maps as records. */
export type GenericMessage = { readonly [name: string]: unknown };

/** Parses a file of `proto/` with protobufjs, which shares nothing with the code that is generated from it. */
export async function loadProto(name: string): Promise<protobuf.Root> {
  const root = new protobuf.Root();
  root.resolvePath = (_origin, target) =>
    target.startsWith("google/") ? target : fileURLToPath(new URL(`../../proto/${target}`, import.meta.url));
  await root.load(name, { keepCase: false });
  root.resolveAll();
  return root;
}

/** Every message type below a namespace, outer ones first. */
export function messageTypes(namespace: protobuf.NamespaceBase): protobuf.Type[] {
  return namespace.nestedArray.flatMap((each) => {
    if (each instanceof protobuf.Type) return [each, ...messageTypes(each)];
    return each instanceof protobuf.Namespace ? messageTypes(each) : [];
  });
}

/** Any message of a type, at most `depth` messages deep. */
export function anyMessage(type: protobuf.Type, depth = 4): fc.Arbitrary<GenericMessage> {
  const members = Object.fromEntries(
    type.fieldsArray
      .filter((field) => !field.partOf)
      .map((field) => [field.name, optionally(anyField(field, depth))]),
  );
  const oneofs = type.oneofsArray.map((oneof) =>
    fc.oneof(
      fc.constant({}),
      ...oneof.fieldsArray.map((field) => fc.record({ [field.name]: anyField(field, depth) })),
    ),
  );
  return fc
    .tuple(fc.record(members), ...oneofs)
    .map((parts) =>
      Object.fromEntries(
        parts.flatMap((part) => Object.entries(part)).filter(([, value]) => value !== undefined),
      ),
    );
}

const optionally = (arbitrary: fc.Arbitrary<unknown>) => fc.option(arbitrary, { nil: undefined });

function anyField(field: protobuf.Field, depth: number): fc.Arbitrary<unknown> {
  const one = anyOne(field, depth);
  if (!one) return fc.constant(undefined);
  if (field instanceof protobuf.MapField)
    return fc.dictionary(anyString, one, { maxKeys: 2, noNullPrototype: true });
  return field.repeated ? fc.array(one, { maxLength: 2 }) : one;
}

const anyString = fc.string({ unit: "binary", maxLength: 8 });

/** One value of a field, or nothing when it would be too deep. */
function anyOne(field: protobuf.Field, depth: number): fc.Arbitrary<unknown> | undefined {
  if (field.resolvedType instanceof protobuf.Enum)
    return fc.constantFrom(...Object.values(field.resolvedType.values));
  if (field.resolvedType) return depth > 0 ? anyMessage(field.resolvedType, depth - 1) : undefined;
  switch (field.type) {
    case "string":
      return anyString;
    case "bool":
      return fc.boolean();
    case "bytes":
      return fc.uint8Array({ maxLength: 8 });
    case "int64":
      return fc.bigInt(-(2n ** 63n), 2n ** 63n - 1n).map(String);
    case "uint32":
      return fc.nat(2 ** 32 - 1);
    default:
      throw new Error(`there is no generator for ${field.type} yet`);
  }
}

/** What the generated code makes of a message: defaults filled in, int64 as bigint, maps as Map, a oneof as `{ $case }`. */
export function asGenerated(type: protobuf.Type, message: GenericMessage): Record<string, unknown> {
  const generated: Record<string, unknown> = {};
  for (const field of type.fieldsArray) {
    if (!field.partOf) generated[field.name] = generatedField(field, message[field.name]);
  }
  for (const oneof of type.oneofsArray) {
    const set = oneof.fieldsArray.find((field) => message[field.name] !== undefined);
    generated[oneof.name] = set && { $case: set.name, [set.name]: generatedOne(set, message[set.name]) };
  }
  return generated;
}

function generatedField(field: protobuf.Field, value: unknown): unknown {
  if (field instanceof protobuf.MapField) {
    return new Map(Object.entries(value ?? {}).map(([key, each]) => [key, generatedOne(field, each)]));
  }
  if (field.repeated) return Array.isArray(value) ? value.map((each) => generatedOne(field, each)) : [];
  return generatedOne(field, value);
}

const DEFAULTS: Readonly<Record<string, unknown>> = {
  string: "",
  bool: false,
  bytes: new Uint8Array(0),
  int64: 0n,
  uint32: 0,
};

function generatedOne(field: protobuf.Field, value: unknown): unknown {
  if (field.resolvedType instanceof protobuf.Enum) return value ?? 0;
  if (field.resolvedType)
    return value === undefined ? undefined : asGenerated(field.resolvedType, Object(value));
  if (value === undefined) return DEFAULTS[field.type];
  return field.type === "int64" ? BigInt(String(value)) : value;
}
