import type { Fields } from "./fields.ts";
import type { ParameterValue } from "./parameters.ts";

/** One call of an action. */
export interface CallSpec<T> {
  readonly action: string;
  /** Version of the API that the action belongs to. Default: that of ECS. */
  readonly version?: string;
  /** The object of the call, for error messages: `image m-1`. */
  readonly subject?: string;
  readonly parameters: { readonly [name: string]: ParameterValue };
  /** Whether the call changes something. Every call here may be repeated; this only decides if a failed call may have taken effect. */
  readonly mutating?: boolean;
  /** Reads the response of a call that succeeded. */
  readonly parse: (response: Fields, requestId: string | null) => T;
}

/** What the errors of a call name it by. */
export function nameOf(spec: CallSpec<unknown>): { action: string; subject: string | null } {
  return { action: spec.action, subject: spec.subject ?? null };
}
