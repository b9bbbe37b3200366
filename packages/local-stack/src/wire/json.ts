/** What JSON can say. */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonObject;

/** A JSON object; a field whose value is undefined is not there. */
export interface JsonObject {
  readonly [name: string]: JsonValue | undefined;
}

/** Whether parsed JSON is an object and no list. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
