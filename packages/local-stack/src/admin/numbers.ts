import { LocalStackError } from "../errors/local-stack-error.ts";
import { isJsonObject, type JsonValue } from "../wire/json.ts";

/**
 * Reads an object of whole numbers from 0 up to the given maxima. Throws an InvalidRequest error for any other name
 * or value.
 */
export function readNumbers<Name extends string>(
  body: JsonValue | undefined,
  highest: Readonly<Record<Name, number>>,
): Partial<Record<Name, number>> {
  if (!isJsonObject(body)) throw new LocalStackError("InvalidRequest", "The body must be a JSON object.");
  const numbers: Partial<Record<Name, number>> = {};
  for (const [name, value] of Object.entries(body)) {
    if (!isNameOf(highest, name)) {
      throw new LocalStackError(
        "InvalidRequest",
        `"${name}" is not known here; known: ${Object.keys(highest).join(", ")}.`,
      );
    }
    const max = highest[name];
    if (typeof value !== "number" || !Number.isInteger(value) || value < 0 || value > max) {
      throw new LocalStackError("InvalidRequest", `"${name}" must be a whole number from 0 to ${max}.`);
    }
    numbers[name] = value;
  }
  return numbers;
}

function isNameOf<Name extends string>(record: Readonly<Record<Name, number>>, name: string): name is Name {
  return Object.hasOwn(record, name);
}
