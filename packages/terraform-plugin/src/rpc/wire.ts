import type { AnyObject } from "../definition/resource.ts";
import { type Diagnostic, DiagnosticError, type Diagnostics } from "../diagnostics.ts";
import type {
  AttributePath,
  DynamicValue,
  Diagnostic as WireDiagnostic,
} from "../protocol/generated/tfplugin6.ts";
import { impliedType, type Schema } from "../schema/schema.ts";
import { ValueError } from "../types/errors.ts";
import { decodeJson } from "../types/json.ts";
import { decodeMsgpack, encodeMsgpack } from "../types/msgpack.ts";
import type { Path } from "../types/path.ts";
import type { Value } from "../types/value.ts";

const NOTHING = new Uint8Array(0);

/** The object that a message carries; null when it carries none. Throws a DiagnosticError for bytes that do not fit the schema. */
export function decodeObject(schema: Schema, value: DynamicValue | undefined): AnyObject | null {
  if (value === undefined) return null;
  const type = impliedType(schema);
  return readable(
    () =>
      value.msgpack.length > 0
        ? asObject(decodeMsgpack(type, value.msgpack))
        : value.json.length > 0
          ? asObject(decodeJson(type, value.json))
          : null,
    "Message cannot be read",
    (reason) =>
      `Terraform sent a value that does not fit the schema of this provider: ${reason}. Either it is damaged, or it was made for another version of the provider: run terraform init again.`,
  );
}

/** What `read` returns; a value in it that breaks the rules is nobody's defect here, but a DiagnosticError of this summary and detail. */
export function readable<T>(read: () => T, summary: string, detail: (reason: string) => string): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof ValueError)
      throw new DiagnosticError(summary, detail(error.message), { cause: error });
    throw error;
  }
}

/** The message for an object of the schema, or for null. */
export function encodeObject(schema: Schema, value: AnyObject | null): DynamicValue {
  return { msgpack: encodeMsgpack(impliedType(schema), value), json: NOTHING };
}

/** A decoded value of an object type, as an object. */
export function asObject(value: Value): AnyObject | null {
  // An object type decodes to null or a record; an object that is unknown as a whole cannot reach a provider.
  return value as AnyObject | null;
}

/** The messages for all that was collected, in order. */
export function encodeDiagnostics(diagnostics: Diagnostics): WireDiagnostic[] {
  return diagnostics.list.map(encodeDiagnostic);
}

/** The message for a path. */
export function encodePath(path: Path): AttributePath {
  return {
    steps: path.map((step) => {
      if ("attribute" in step) return { selector: { $case: "attributeName", attributeName: step.attribute } };
      if ("key" in step) return { selector: { $case: "elementKeyString", elementKeyString: step.key } };
      return { selector: { $case: "elementKeyInt", elementKeyInt: BigInt(step.index) } };
    }),
  };
}

function encodeDiagnostic({ severity, summary, detail, path }: Diagnostic): WireDiagnostic {
  return { severity: severity === "error" ? 1 : 2, summary, detail, attribute: path && encodePath(path) };
}
