import { parsePlainJson } from "./plain-json.ts";

/** What Terraform plans to do with an object. */
export type PlanAction = "no-op" | "create" | "read" | "update" | "delete";

/** One object in a plan. */
export interface JsonResourceChange {
  readonly address: string;
  readonly type: string;
  readonly name: string;
  /** Address of the same object before a `moved` block applied. */
  readonly previous_address?: string;
  readonly change: {
    /** A replacement is `["delete", "create"]`, or the other way round. */
    readonly actions: readonly PlanAction[];
    readonly before: JsonObject | null;
    readonly after: JsonObject | null;
    /** True where a value is known after apply. */
    readonly after_unknown: JsonObject;
    readonly replace_paths?: readonly (readonly (string | number)[])[];
    readonly importing?: { readonly id: string };
    readonly generated_config?: string;
  };
}

/** A JSON object; a number that JavaScript cannot hold exactly is a Decimal. */
export type JsonObject = { readonly [name: string]: unknown };

/** A plan in Terraform's JSON format, with the members that tests ask for. Source: Terraform, JSON output format. */
export interface JsonPlan {
  readonly format_version: string;
  readonly resource_changes?: readonly JsonResourceChange[];
  /** What was found changed outside of Terraform. */
  readonly resource_drift?: readonly JsonResourceChange[];
  readonly output_changes?: Readonly<
    Record<string, { readonly actions: readonly PlanAction[]; readonly after?: unknown }>
  >;
  readonly errored?: boolean;
}

/** An object in a state in Terraform's JSON format. */
export interface JsonResource {
  readonly address: string;
  readonly mode: "managed" | "data";
  readonly type: string;
  readonly name: string;
  readonly values: JsonObject;
  readonly sensitive_values?: JsonObject;
  readonly tainted?: boolean;
}

/** A state in Terraform's JSON format, with the members that tests ask for. */
export interface JsonState {
  readonly format_version: string;
  /** Absent when the state is empty. */
  readonly values?: {
    readonly outputs?: Readonly<Record<string, { readonly value: unknown; readonly sensitive: boolean }>>;
    readonly root_module?: { readonly resources?: readonly JsonResource[] };
  };
}

/** Reads what `terraform show -json PLANFILE` wrote. */
export function parsePlan(text: string): JsonPlan {
  // Terraform adds members but never changes them within a major version of the format.
  return parseJsonOutput(text) as JsonObject & JsonPlan;
}

/** Reads what `terraform show -json` wrote. */
export function parseState(text: string): JsonState {
  // As above.
  return parseJsonOutput(text) as JsonObject & JsonState;
}

/** Format 0.2 of Terraform 1.0 has all members of format 1 that {@link JsonPlan} and {@link JsonState} require. */
function parseJsonOutput(text: string): JsonObject {
  const parsed = parsePlainJson(text);
  const version =
    typeof parsed === "object" && parsed !== null ? Reflect.get(parsed, "format_version") : undefined;
  if (typeof version !== "string" || !/^[01]\./.test(version)) {
    throw new Error(`Terraform's JSON has format ${String(version)}, but 0.x and 1.x are understood`);
  }
  return Object.fromEntries(Object.entries(parsed ?? {}));
}
