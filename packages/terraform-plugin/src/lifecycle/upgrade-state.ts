import type { Resource } from "../definition/resource.ts";
import type { Diagnostics } from "../diagnostics.ts";
import type { ObjectCodec } from "../schema/object-codec.ts";
import { Decimal } from "../types/decimal.ts";
import { type JsonValue, parseJson } from "../types/json.ts";
import type { ObjectValue } from "../types/value.ts";
import { completeStored } from "./new-state.ts";
import { readable } from "./readable.ts";

/** State as Terraform stored it. */
export interface StoredState {
  /** The schema version that it was written with. */
  readonly version: number;
  /** Absent or empty when Terraform 0.11 or older wrote it. */
  readonly json: Uint8Array | undefined;
}

/**
 * Stored state as an object of the current schema: converted from older versions, unknown members dropped, then as the resource would
 * store it now. Null, with an error in `diagnostics`, when that is impossible.
 */
export function upgradeState<Client>(
  resource: Resource<Client>,
  codec: ObjectCodec,
  { version, json }: StoredState,
  diagnostics: Diagnostics,
): ObjectValue | null {
  if (json === undefined || json.length === 0) {
    diagnostics.error(
      "State is too old",
      `The stored state of ${resource.type} was written by Terraform 0.11 or older. Run "terraform apply" once with Terraform 0.12 and the provider that wrote it.`,
    );
    return null;
  }
  const current = resource.schema.version;
  if (version === current) {
    const state = readStored(resource, () => codec.decodeJson(json, { ignoreUnknownAttributes: true }));
    return (
      state && completeStored(resource.type, codec, normalized(resource, codec, codec.storedForm(state)))
    );
  }
  const upgrade = resource.upgraders?.[version];
  if (!upgrade) {
    diagnostics.error(
      "State version is not supported",
      `The stored state of ${resource.type} has schema version ${version}, which this provider (version ${current}) cannot convert. Use a version of the provider that can.`,
    );
    return null;
  }
  const upgraded = upgrade(readStored(resource, () => parseJson(json)));
  // The provider's own upgrader made this value. One that does not fit is a defect, not damaged state.
  const state = codec.decodeJson(jsonText(upgraded), { ignoreUnknownAttributes: true });
  return state && completeStored(resource.type, codec, normalized(resource, codec, codec.storedForm(state)));
}

/** The state as the resource itself would have stored it. */
export function normalized<Client>(
  resource: Resource<Client>,
  codec: ObjectCodec,
  state: ObjectValue,
): ObjectValue {
  return resource.normalize ? codec.complete(resource.normalize(state)) : state;
}

function readStored<T, Client>({ type }: Resource<Client>, read: () => T): T {
  return readable(
    read,
    "State cannot be read",
    (reason) =>
      `The stored state of ${type} does not fit its schema: ${reason}. If it was edited, correct it. Otherwise remove the object from the state with "terraform state rm" and import it again.`,
  );
}

/** JSON text with the digits that the value has: `JSON.stringify` knows no number that is more exact than a double. */
function jsonText(value: JsonValue): string {
  if (value instanceof Decimal) return value.text;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(jsonText).join(",")}]`;
  const members = Object.entries(value).map(([name, each]) => `${JSON.stringify(name)}:${jsonText(each)}`);
  return `{${members.join(",")}}`;
}
