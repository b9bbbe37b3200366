import type { PrivateState } from "../definition/private-state.ts";
import type { Resource } from "../definition/resource.ts";
import { Diagnostics } from "../diagnostics.ts";
import type { ObjectCodec } from "../schema/object-codec.ts";
import { valueEquals } from "../types/equals.ts";
import { type Path, pathEquals } from "../types/path.ts";
import type { Type } from "../types/type.ts";
import type { ObjectValue } from "../types/value.ts";
import { changesInPlace } from "./in-place-change.ts";
import { type ObjectChange, planObject } from "./plan-object.ts";

/** A create or an update to plan. */
export interface ProposedChange extends ObjectChange {
  readonly privateState: PrivateState;
  readonly signal: AbortSignal;
}

/** The plan of a create or an update. */
export interface PlannedChange {
  readonly plan: ObjectValue;
  readonly requiresReplace: readonly Path[];
  readonly privateState: PrivateState;
}

/**
 * Plans a create or an update of a resource.
 *
 * An update is planned in up to two passes. In the first every stored value stays: if that plan equals the state, nothing changes. Only
 * otherwise do computed values become unknown, in the second. What `modifyPlan` did in the first pass (private state, diagnostics, paths to
 * replace) is discarded when there is a second.
 */
export async function planChange<Client>(
  resource: Resource<Client>,
  codec: ObjectCodec,
  change: ProposedChange,
  client: Client,
  diagnostics: Diagnostics,
): Promise<PlannedChange> {
  const { state } = change;
  if (state !== null) {
    const unchanged = await planUnchanged(resource, codec, change, state, client, diagnostics);
    if (unchanged) return unchanged;
  }
  const { plan, replace, privateState } = await planPass(resource, codec, change, client, diagnostics, true);
  const requiresReplace = state === null ? [] : distinctUpToSets(codec.type, replace);
  if (state !== null && requiresReplace.length === 0)
    refuseWithoutUpdate(resource, codec, state, plan, diagnostics);
  return { plan, requiresReplace, privateState };
}

/** The first pass: the plan in which nothing changes, or null when something does. */
async function planUnchanged<Client>(
  resource: Resource<Client>,
  codec: ObjectCodec,
  change: ProposedChange,
  state: ObjectValue,
  client: Client,
  diagnostics: Diagnostics,
): Promise<PlannedChange | null> {
  const found = new Diagnostics();
  try {
    const pass = await planPass(resource, codec, change, client, found, false);
    if (pass.replace.length > 0 || !valueEquals(codec.type, pass.plan, state)) return null;
    diagnostics.addAll(found);
    return { plan: state, requiresReplace: [], privateState: pass.privateState };
  } catch (error) {
    // There is no second pass then: what was found is all there is to report beside the error.
    diagnostics.addAll(found);
    throw error;
  }
}

/** A resource that cannot update has attributes that cannot change in place: better found before anything is changed. */
function refuseWithoutUpdate<Client>(
  { type, update }: Resource<Client>,
  codec: ObjectCodec,
  state: ObjectValue,
  plan: ObjectValue,
  diagnostics: Diagnostics,
): void {
  const names = update ? [] : changesInPlace(codec, state, plan);
  if (names.length === 0) return;
  diagnostics.error(
    "Provider defect",
    `The plan changes ${names.join(", ")} in place, but the provider cannot change a ${type} in place, and does not say that the change replaces it. This is a bug in the provider; please report it. To replace the object all the same, mark it with "terraform taint" first.`,
    [{ attribute: names[0] ?? "" }],
  );
}

interface PlanPass {
  readonly plan: ObjectValue;
  readonly replace: readonly Path[];
  readonly privateState: PrivateState;
}

async function planPass<Client>(
  resource: Resource<Client>,
  codec: ObjectCodec,
  change: ProposedChange,
  client: Client,
  diagnostics: Diagnostics,
  markUnknown: boolean,
): Promise<PlanPass> {
  const { config, state, signal } = change;
  const planned = planObject(codec.schema, change, { markUnknown });
  const { plan } = planned;
  const replace = [...planned.replace];
  const requireReplace = (path: Path) => {
    replace.push(path);
  };
  const privateState = change.privateState.copy();
  const context = { config, state, plan, diagnostics, privateState, signal, requireReplace };
  const modified = await resource.modifyPlan?.(context, client);
  return { plan: codec.complete(modified ?? plan), replace, privateState };
}

/** Elements of a set have no address, and Terraform refuses a path that leads into one: each path ends at the first set. */
function distinctUpToSets(type: Type, paths: readonly Path[]): readonly Path[] {
  const addressable = paths.map((each) => upToSet(type, each));
  return addressable.filter(
    (each, index) => addressable.findIndex((other) => pathEquals(each, other)) === index,
  );
}

function upToSet(type: Type, path: Path): Path {
  let holder: Type | undefined = type;
  for (const [index, step] of path.entries()) {
    if (holder?.kind === "set") return path.slice(0, index);
    if (holder?.kind === "object")
      holder = "attribute" in step ? holder.attributes[step.attribute] : undefined;
    else holder = holder && "element" in holder ? holder.element : undefined;
  }
  return path;
}
