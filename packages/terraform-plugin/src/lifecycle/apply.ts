import type { ChangeContext } from "../definition/operation.ts";
import type { Resource } from "../definition/resource.ts";
import { mapObject } from "../schema/map-object.ts";
import type { ObjectCodec } from "../schema/object-codec.ts";
import { UNKNOWN } from "../types/unknown.ts";
import { containsUnknown, type ObjectValue } from "../types/value.ts";
import { changesInPlace } from "./in-place-change.ts";
import { stateAfterApply } from "./new-state.ts";

/** A planned change to apply. A null `plan` deletes, a null `state` creates. */
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
 * Carries out a change and returns the state to store. It never throws: failures go to `diagnostics`, and the state is then the last one
 * that the operation reported. An object that was created must be in the state whatever happened later, since Terraform forgets an
 * object that comes back as null.
 */
export async function applyChange<Client>(
  resource: Resource<Client>,
  codec: ObjectCodec,
  change: PlannedObjectChange,
  context: ChangeContext,
  client: Client,
): Promise<ObjectValue | null> {
  let latest = change.state;
  const keep = (state: ObjectValue) => {
    latest = stateAfterApply(resource, codec, state, change.plan, context.diagnostics);
  };
  try {
    const result = await carryOut(resource, codec, change, context, client, keep);
    if (change.plan === null) return null;
    if (!result) throw new Error("it returned no state");
    keep(result);
  } catch (error) {
    context.diagnostics.thrown(error, `running ${operationOf(change)} of ${resource.type}`);
  }
  return latest;
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
  const planned = unknownAsWhole(codec, plan);
  const change = { ...context, plan: planned, config: config ?? planned, partial };
  if (state === null) return resource.create(change, client);
  if (resource.update) return resource.update({ ...change, state }, client);
  if (changesInPlace(codec, state, plan).length === 0) return state;
  throw new Error("an update was planned, but the resource has none");
}

/** In an apply, a computed value is known or unknown as a whole, as its type says. */
function unknownAsWhole(codec: ObjectCodec, plan: ObjectValue): ObjectValue {
  if (!containsUnknown(plan)) return plan;
  return mapObject(codec.schema, plan, (member, value) =>
    member.kind === "attribute" && !member.nested && containsUnknown(value) ? UNKNOWN : value,
  );
}
