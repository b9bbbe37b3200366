import type { Diagnostics, JsonValue } from "terraform-plugin";

/** The members of a JSON object; none of anything else. */
export function record(value: JsonValue | undefined): Json {
  // A JSON object is a record of JSON values; lists and scalars have no members to read.
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Json) : {};
}

type Json = { readonly [name: string]: JsonValue | undefined };

/** A text that is not empty; null for anything else. */
export function storedText(value: JsonValue | undefined): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}

/** The ID of a moved object. Without one there is nothing to read: that is an error. */
export function movedId(value: JsonValue | undefined, diagnostics: Diagnostics): { readonly id?: string } {
  const id = storedText(value);
  if (id !== null) return { id };
  diagnostics.error(
    "State without an ID",
    "The moved state has no ID, so the provider cannot tell which object it describes. Import the object instead.",
  );
  return {};
}

/** Tags; null for none. */
export function storedTags(value: JsonValue | undefined): Record<string, string> | null {
  const entries = Object.entries(record(value)).flatMap(([name, each]) =>
    typeof each === "string" ? [[name, each] as const] : [],
  );
  return entries.length === 0 ? null : Object.fromEntries(entries);
}

/** The block `timeouts` of an image; null for none. */
export function storedTimeouts(
  value: JsonValue | undefined,
): { readonly create: string | null; readonly delete: string | null } | null {
  const from = record(value);
  const given = { create: storedText(from.create), delete: storedText(from.delete) };
  return given.create === null && given.delete === null ? null : given;
}
