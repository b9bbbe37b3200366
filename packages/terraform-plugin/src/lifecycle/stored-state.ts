import type { AnyObject, Resource } from "../definition/resource.ts";
import type { Diagnostics } from "../diagnostics.ts";
import type { RawState } from "../protocol/generated/tfplugin6.ts";
import { asObject, readable } from "../rpc/wire.ts";
import { impliedType } from "../schema/schema.ts";
import { Decimal } from "../types/decimal.ts";
import { decodeJson, type JsonValue, parseJson } from "../types/json.ts";
import { complete, storedForm } from "./blocks.ts";

/**
 * Stored state as an object of the current schema: converted from older versions, unknown members dropped, then as the resource would
 * store it now. Null, with an error in `diagnostics`, when that is impossible.
 */
export function upgradeState<Client>(
  resource: Resource<Client>,
  version: number,
  raw: RawState | undefined,
  diagnostics: Diagnostics,
): AnyObject | null {
  if (!raw || raw.json.length === 0) {
    diagnostics.error(
      "State is too old",
      `The stored state of ${resource.type} was written by Terraform 0.11 or older. Run "terraform apply" once with Terraform 0.12 and the provider that wrote it.`,
    );
    return null;
  }
  const { schema } = resource;
  const read = <T>(reading: () => T): T =>
    readable(
      reading,
      "State cannot be read",
      (reason) =>
        `The stored state of ${resource.type} does not fit its schema: ${reason}. If it was edited, correct it; else take the object out of the state with "terraform state rm" and import it again.`,
    );
  let json: Uint8Array | string = raw.json;
  if (version !== schema.version) {
    const upgrade = resource.upgraders?.[version];
    if (!upgrade) {
      diagnostics.error(
        "State version is not supported",
        `The stored state of ${resource.type} has schema version ${version}, which this provider (version ${schema.version}) cannot convert. Use a version of the provider that can.`,
      );
      return null;
    }
    const old = read(() => parseJson(raw.json));
    json = jsonText(upgrade(old));
  }
  const decode = () => asObject(decodeJson(impliedType(schema), json, { ignoreUnknownAttributes: true }));
  // What an upgrader returned is the provider's own.
  const decoded = version === schema.version ? read(decode) : decode();
  return decoded && normalized(resource, storedForm(schema, decoded));
}

/** Where a moved object comes from. */
export interface MoveRequest {
  readonly provider: string;
  readonly type: string;
  readonly state: RawState | undefined;
}

/** State of another type or provider as an object of this resource; null, with an error, when the source is not understood. */
export function moveState<Client>(
  resource: Resource<Client>,
  request: MoveRequest,
  diagnostics: Diagnostics,
): AnyObject | null {
  const [, ...address] = request.provider.split("/");
  const provider = address.join("/");
  const source = resource.moveFrom?.find(
    (each) => each.types.includes(request.type) && each.providers.includes(provider),
  );
  if (!source || !request.state || request.state.json.length === 0) {
    const known = (resource.moveFrom ?? []).flatMap((each) =>
      each.types.flatMap((type) => each.providers.map((from) => `${type} of ${from}`)),
    );
    diagnostics.error(
      "Cannot move from this resource type",
      `An object of ${request.type} of ${request.provider} cannot become a ${resource.type} of this provider. ${known.length > 0 ? `Understood are: ${known.join(", ")}.` : "No source is understood."} Import the object instead.`,
    );
    return null;
  }
  const { json } = request.state;
  const raw: JsonValue = readable(
    () => parseJson(json),
    "State cannot be read",
    (reason) =>
      `The stored state of ${request.type} of ${request.provider} is no JSON that can be read: ${reason}. Import the object instead.`,
  );
  const moved = source.move(raw, diagnostics);
  return normalized(resource, complete(resource.schema, moved));
}

/** The state as the resource itself would have stored it. */
export function normalized<Client>(resource: Resource<Client>, state: AnyObject): AnyObject {
  return resource.normalize ? complete(resource.schema, resource.normalize(state)) : state;
}

/** JSON text with the digits that the value has: `JSON.stringify` knows no number that is more exact than a double. */
function jsonText(value: JsonValue): string {
  if (value instanceof Decimal) return value.text;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(jsonText).join(",")}]`;
  const members = Object.entries(value).map(([name, each]) => `${JSON.stringify(name)}:${jsonText(each)}`);
  return `{${members.join(",")}}`;
}
