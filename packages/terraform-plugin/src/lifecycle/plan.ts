import type { PrivateState } from "../definition/private-state.ts";
import type { Resource } from "../definition/resource.ts";
import { Diagnostics } from "../diagnostics.ts";
import { objectCodec } from "../schema/object-codec.ts";
import { valueEquals } from "../types/equals.ts";
import { type Path, pathEquals } from "../types/path.ts";
import type { Type } from "../types/type.ts";
import type { ObjectValue, Value } from "../types/value.ts";
import { planValues } from "./plan-values.ts";

/** A change that Terraform proposes: its configuration, the prior state (null for a create) and Terraform's own merge of both. */
export interface ProposedChange {
  readonly config: ObjectValue;
  readonly state: ObjectValue | null;
  readonly proposed: ObjectValue;
  readonly privateState: PrivateState;
  readonly signal: AbortSignal;
}

/** The plan of a create or an update. */
export interface PlannedChange {
  readonly plan: ObjectValue;
  readonly requiresReplace: readonly Path[];
  /**
   * The plan keeps a stored null although the configuration has a value (see `requiresReplaceOrAdopt`). Terraform accepts such a plan
   * only from a provider that says it has the type system of SDKv2.
   */
  readonly legacyTypeSystem: boolean;
}

/**
 * Plans a create or an update of a resource.
 *
 * It plans twice. At first every stored value is taken to stay: if that plan equals the state, nothing changes. Only otherwise do
 * computed values become unknown.
 */
export async function planChange<Client>(
  resource: Resource<Client>,
  change: ProposedChange,
  client: Client,
  diagnostics: Diagnostics,
): Promise<PlannedChange> {
  const { state } = change;
  if (state !== null) {
    const quiet = new Diagnostics();
    const still = await planOnce(resource, change, client, quiet, false);
    const kept = withStored(still.plan, state, still.adopted);
    if (still.replace.length === 0 && valueEquals(objectCodec(resource.schema).type, kept, state)) {
      diagnostics.addAll(quiet);
      return { plan: state, requiresReplace: [], legacyTypeSystem: still.adopted.size > 0 };
    }
  }
  const { plan, replace } = await planOnce(resource, change, client, diagnostics, true);
  const requiresReplace = state === null ? [] : distinctUpToSets(objectCodec(resource.schema).type, replace);
  return { plan, requiresReplace, legacyTypeSystem: false };
}

interface PlanPass {
  readonly plan: ObjectValue;
  readonly replace: readonly Path[];
  readonly adopted: ReadonlySet<string>;
}

async function planOnce<Client>(
  resource: Resource<Client>,
  { config, state, proposed, privateState, signal }: ProposedChange,
  client: Client,
  diagnostics: Diagnostics,
  markUnknown: boolean,
): Promise<PlanPass> {
  const { schema } = resource;
  // Terraform proposes write-only values as they are configured, but takes no plan that has them.
  const withoutWriteOnly = objectCodec(schema).storedForm(proposed);
  const { plan, effects } = planValues(schema, { config, state, plan: withoutWriteOnly }, markUnknown);
  const replace = [...effects.replace];
  const requireReplace = (path: Path) => {
    if (!replace.some((each) => pathEquals(each, path))) replace.push(path);
  };
  const context = { config, state, plan, diagnostics, privateState, signal, requireReplace };
  const modified = await resource.modifyPlan?.(context, client);
  return { plan: objectCodec(schema).complete(modified ?? plan), replace, adopted: effects.adopted };
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

function withStored(plan: ObjectValue, state: ObjectValue, names: ReadonlySet<string>): ObjectValue {
  const stored: Record<string, Value> = { ...plan };
  for (const name of names) stored[name] = state[name] ?? null;
  return stored;
}
