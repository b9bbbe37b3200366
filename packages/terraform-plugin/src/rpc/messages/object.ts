import { readable } from "../../lifecycle/readable.ts";
import type { DynamicValue } from "../../protocol/generated/tfplugin6.ts";
import type { ObjectCodec } from "../../schema/object-codec.ts";
import type { ObjectValue } from "../../types/value.ts";

/** No bytes: the absent half of a DynamicValue, and private data that is empty. */
export const NOTHING = new Uint8Array(0);

/** The object that a message carries; null when it carries none. Throws a DiagnosticError for bytes that do not fit the schema. */
export function decodeObject(codec: ObjectCodec, message: DynamicValue | undefined): ObjectValue | null {
  if (message === undefined) return null;
  return readable(
    () => {
      if (message.msgpack.length > 0) return codec.decode(message.msgpack);
      return message.json.length > 0 ? codec.decodeJson(message.json) : null;
    },
    "Message cannot be read",
    (reason) =>
      `Terraform sent a value that does not fit the schema of this provider: ${reason}. Either it is damaged, or it was made for another version of the provider: run terraform init again.`,
  );
}

/** The message for an object of the schema, or for null. */
export function encodeObject(codec: ObjectCodec, object: ObjectValue | null): DynamicValue {
  return { msgpack: codec.encode(object), json: NOTHING };
}
