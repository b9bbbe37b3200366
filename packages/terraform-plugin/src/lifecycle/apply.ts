import type { ChangeContext } from "../definition/operation.ts";
import type { Resource } from "../definition/resource.ts";
import type { Diagnostics } from "../diagnostics.ts";
import type { ObjectCodec } from "../schema/object-codec.ts";
import { TIMEOUTS } from "../schema/timeouts.ts";
import { conform } from "../types/conform.ts";
import { valueEquals } from "../types/equals.ts";
import type { Type } from "../types/type.ts";
import { isUnknown } from "../types/unknown.ts";
import type { ObjectValue } from "../types/value.ts";
import { containsUnknown, isWhollyKnown, type Value } from "../types/value.ts";

/** A change to carry out; `plan` null deletes, `state` null creates. */
export interface PlannedObjectChange {
  readonly config: ObjectValue | null;
  readonly state: ObjectValue | null;
  readonly plan: ObjectValue | null;
}

/** Which operation a change is. */
export function operationOf({ state, plan }: PlannedObjectChange): "create" | "update" | "delete" {
  if (plan === null) return "delete";
  return state === null ? "create" : "update";
}

/**
 * Carries out a change and returns the state to store. It never throws: what fails goes to `diagnostics`, and the state is the best
 * that is known of the object then. An object that was created must be in the state whatever happened later, since Terraform
 * forgets an object that comes back as null.
 */
export async function applyChange<Client>(
  resource: Resource<Client>,
  codec: ObjectCodec,
  change: PlannedObjectChange,
  context: ChangeContext,
  client: Client,
): Promise<ObjectValue | null> {
  let partial = change.state;
  try {
    const result = await carryOut(resource, codec, change, context, client, (state) => {
      partial = stored(resource, codec, state, change.plan, context.diagnostics);
    });
    return result && stored(resource, codec, result, change.plan, context.diagnostics);
  } catch (error) {
    context.diagnostics.thrown(error, `running ${operationOf(change)} of ${resource.type}`);
    return partial;
  }
}

async function carryOut<Client>(
  resource: Resource<Client>,
  codec: ObjectCodec,
  { config, state, plan }: PlannedObjectChange,
  context: ChangeContext,
  client: Client,
  partial: (state: ObjectValue) => void,
): Promise<ObjectValue | null> {
  if (plan === null) {
    if (state !== null) await resource.delete({ ...context, state }, client);
    return null;
  }
  const change = { ...context, plan, config: config ?? plan, partial };
  if (state === null) return resource.create(change, client);
  if (resource.update) return resource.update({ ...change, state }, client);
  if (onlyTimeoutsDiffer(codec, state, plan)) return state;
  throw new Error("an update was planned, but the resource has none");
}

/** Time-outs concern nobody but this provider: changing them is no change of the object. */
function onlyTimeoutsDiffer(codec: ObjectCodec, state: ObjectValue, plan: ObjectValue): boolean {
  return Object.entries(codec.type.attributes).every(([name, type]) => {
    const planned = plan[name] ?? null;
    return name === TIMEOUTS || isUnknown(planned) || valueEquals(type, planned, state[name] ?? null);
  });
}

/** What Terraform may store: complete, with the planned time-outs, and nothing unknown. */
function stored<Client>(
  resource: Resource<Client>,
  codec: ObjectCodec,
  state: ObjectValue,
  plan: ObjectValue | null,
  diagnostics: Diagnostics,
): ObjectValue {
  const withTimeouts = plan && TIMEOUTS in plan ? { ...state, [TIMEOUTS]: plan[TIMEOUTS] ?? null } : state;
  const completed = completeOrWhatFits(resource, codec, withTimeouts, diagnostics);
  const unknown = Object.keys(completed).filter((name) => containsUnknown(completed[name] ?? null));
  if (unknown.length === 0) return completed;
  diagnostics.error(
    "Provider defect",
    `The provider returned unknown values for ${unknown.join(", ")} of ${resource.type}; they are stored as null. This is a bug in the provider; please report it.`,
  );
  return codec.complete(withoutUnknown(completed));
}

/** A state that does not fit the schema is a defect, but the object exists: what does fit is stored rather than nothing. */
function completeOrWhatFits<Client>(
  { type }: Resource<Client>,
  codec: ObjectCodec,
  state: ObjectValue,
  diagnostics: Diagnostics,
) {
  try {
    return codec.complete(state);
  } catch (error) {
    diagnostics.thrown(error, `storing the state of ${type}`);
    const { attributes } = codec.type;
    const fitting = Object.entries(state).filter(([name, value]) => fits(attributes[name], value));
    return codec.complete(Object.fromEntries(fitting));
  }
}

function fits(type: Type | undefined, value: unknown): boolean {
  if (!type) return false;
  try {
    conform(type, value, [], { missingAsNull: true });
    return true;
  } catch {
    return false;
  }
}

function withoutUnknown(object: ObjectValue): ObjectValue {
  return Object.fromEntries(Object.entries(object).map(([name, value]) => [name, knownOrNull(value)]));
}

function knownOrNull(value: Value): Value {
  if (isUnknown(value)) return null;
  return isWhollyKnown(value) ? value : null;
}
