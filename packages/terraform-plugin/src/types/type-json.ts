import { type Json, readJson } from "./json/reader.ts";
import { isRecord } from "./record.ts";
import { compareCodePoints, decodeUtf8, normaliseText } from "./text.ts";
import { MAX_DEPTH, Tracker } from "./tracker.ts";
import { type Type, types } from "./type.ts";

/** The JSON form of a type in Terraform's protocol: `"string"`, `["list","string"]`, `["object",{"a":"bool"}]`. */
export function encodeTypeJson(type: Type): string {
  switch (type.kind) {
    case "list":
    case "set":
    case "map":
      return `["${type.kind}",${encodeTypeJson(type.element)}]`;
    case "object": {
      const names = Object.keys(type.attributes).sort(compareCodePoints);
      const members = names.map((name) => {
        const attribute = type.attributes[name];
        return attribute === undefined ? "" : `${JSON.stringify(name)}:${encodeTypeJson(attribute)}`;
      });
      return `["object",{${members.join(",")}}]`;
    }
    case "tuple":
      return `["tuple",[${type.elements.map(encodeTypeJson).join(",")}]]`;
    default:
      return `"${type.kind}"`;
  }
}

/**
 * Reads the JSON form of a type. The third element that `object` may have (the names of optional attributes) is checked
 * and left out: it means nothing for values.
 *
 * @param source JSON text, its UTF-8 bytes, or what JSON parsing made of it
 * @throws ValueError `bad_type` when it is JSON but no type, `damaged` when it is no JSON, `too_deep`
 */
export function decodeTypeJson(source: unknown): Type {
  if (source instanceof Uint8Array) return decodeTypeJson(decodeUtf8(source));
  // A bare word is no JSON, so the name of a type cannot be mistaken for text.
  if (typeof source !== "string" || primitive(source) !== undefined) return typeFromParsedJson(source);
  return typeFromParsedJson(readJson(source, (text): Json<string> => text));
}

/** As {@link decodeTypeJson}, but only for what JSON parsing has made of the text: a string is a type's name. */
export function typeFromParsedJson(json: unknown): Type {
  return toType(json, new Tracker(), 0);
}

function toType(json: unknown, at: Tracker, depth: number): Type {
  if (depth > MAX_DEPTH) at.fail("too_deep", `a type nested more than ${MAX_DEPTH} levels deep`);
  if (typeof json === "string") {
    return primitive(json) ?? at.fail("bad_type", `${JSON.stringify(json.slice(0, 40))} is not a type`);
  }
  if (!Array.isArray(json)) at.fail("bad_type", "a type is a name or a list that starts with one");
  const [kind, inner, optional]: readonly unknown[] = json;
  if (json.length !== 2 && !(kind === "object" && json.length === 3)) {
    at.fail("bad_type", "a type of two parts has a name and its contents, nothing else");
  }
  switch (kind) {
    case "list":
      return types.list(toType(inner, at, depth + 1));
    case "set":
      return types.set(toType(inner, at, depth + 1));
    case "map":
      return types.map(toType(inner, at, depth + 1));
    case "object":
      return toObject(inner, optional, at, depth);
    case "tuple":
      if (!Array.isArray(inner)) at.fail("bad_type", "a tuple type needs the list of its element types");
      return types.tuple(inner.map((element) => toType(element, at, depth + 1)));
    default:
      return at.fail("bad_type", "the first part of a type must be list, set, map, object or tuple");
  }
}

function toObject(inner: unknown, optional: unknown, at: Tracker, depth: number): Type {
  if (!isRecord(inner)) at.fail("bad_type", "an object type needs the types of its attributes by name");
  const attributes: Record<string, Type> = Object.create(null);
  for (const [name, of] of Object.entries(inner)) {
    const normalised = normaliseText(name) ?? at.fail("bad_text", "an attribute name holds a lone surrogate");
    if (Object.hasOwn(attributes, normalised))
      at.fail("bad_type", `attribute ${JSON.stringify(name)} is there twice`);
    attributes[normalised] = toType(of, at, depth + 1);
  }
  if (optional !== undefined) {
    const known = (name: unknown) =>
      typeof name === "string" && Object.hasOwn(attributes, name.normalize("NFC"));
    if (!Array.isArray(optional) || !optional.every(known)) {
      at.fail(
        "bad_type",
        "the optional attributes of an object type must be a list of its attributes' names",
      );
    }
  }
  return types.object(attributes);
}

function primitive(name: string): Type | undefined {
  switch (name) {
    case "string":
      return types.string;
    case "number":
      return types.number;
    case "bool":
      return types.bool;
    case "dynamic":
      return types.dynamic;
    default:
      return undefined;
  }
}
