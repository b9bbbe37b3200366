import type { Resource } from "../definition/resource.ts";
import type { Diagnostics } from "../diagnostics.ts";
import type { ObjectCodec } from "../schema/object-codec.ts";
import { type JsonValue, parseJson } from "../types/json.ts";
import type { ObjectValue } from "../types/value.ts";
import { completeStored } from "./new-state.ts";
import { readable } from "./readable.ts";
import { normalized } from "./upgrade-state.ts";

/** State of another type or provider as an object of this resource; null, with an error, when the source is not understood. */
export function moveState<Client>(
  resource: Resource<Client>,
  codec: ObjectCodec,
  { provider, type, json }: MovedState,
  diagnostics: Diagnostics,
): ObjectValue | null {
  const [, ...address] = provider.split("/");
  const source = resource.moveFrom?.find(
    (each) => each.types.includes(type) && each.providers.includes(address.join("/")),
  );
  if (!source || json === undefined || json.length === 0) {
    const known = (resource.moveFrom ?? []).flatMap((each) =>
      each.types.flatMap((from) => each.providers.map((of) => `${from} of ${of}`)),
    );
    diagnostics.error(
      "Cannot move from this resource type",
      `An object of ${type} of ${provider} cannot become a ${resource.type} of this provider. ${known.length > 0 ? `It understands: ${known.join(", ")}.` : "It understands no other resource type."} Import the object instead.`,
    );
    return null;
  }
  const raw: JsonValue = readable(
    () => parseJson(json),
    "State cannot be read",
    (reason) =>
      `The stored state of ${type} of ${provider} is no JSON that can be read: ${reason}. Import the object instead.`,
  );
  const moved = codec.complete(source.move(raw, diagnostics));
  return completeStored(resource.type, codec, normalized(resource, codec, moved));
}

/** Where a moved object comes from. */
export interface MovedState {
  /** The provider's address, with its registry host. */
  readonly provider: string;
  readonly type: string;
  /** Absent or empty when the state was written by Terraform 0.11 or older. */
  readonly json: Uint8Array | undefined;
}
