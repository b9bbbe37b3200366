import { compareCodePoints } from "../text.ts";
import type { ObjectType, Type } from "../type.ts";

/** One attribute of an object as msgpack needs it. */
export interface AttributeLayout {
  readonly name: string;
  readonly type: Type;
  /** The name as msgpack writes it, header included. */
  readonly encoded: Uint8Array;
}

/** What is worked out once for each object type. */
export interface ObjectLayout {
  /** In the order of their UTF-8 bytes, which is the order Terraform writes them in. */
  readonly attributes: readonly AttributeLayout[];
  readonly byName: ReadonlyMap<string, AttributeLayout>;
}

const layouts = new WeakMap<ObjectType, ObjectLayout>();

/** The layout of an object type, kept for as long as the type object is. */
export function objectLayout(type: ObjectType): ObjectLayout {
  const known = layouts.get(type);
  if (known !== undefined) return known;
  const attributes = Object.entries(type.attributes)
    .map(([name, of]) => ({ name, type: of, encoded: encodeName(name) }))
    .sort((a, b) => compareCodePoints(a.name, b.name));
  const layout = { attributes, byName: new Map(attributes.map((attribute) => [attribute.name, attribute])) };
  layouts.set(type, layout);
  return layout;
}

function encodeName(name: string): Uint8Array {
  const text = new TextEncoder().encode(name);
  return Uint8Array.from([...stringHeader(text.length), ...text]);
}

/** The bytes that announce a string of so many bytes, in the shortest form there is. */
function stringHeader(length: number): readonly number[] {
  if (length < 32) return [0xa0 | length];
  if (length < 0x100) return [0xd9, length];
  if (length < 0x1_0000) return [0xda, length >> 8, length & 0xff];
  return [0xdb, length >>> 24, (length >> 16) & 0xff, (length >> 8) & 0xff, length & 0xff];
}
