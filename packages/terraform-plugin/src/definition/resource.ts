import type { Diagnostics } from "../diagnostics.ts";
import type { PlannedOf, PlanOf, StateOf } from "../schema/infer.ts";
import type { Schema } from "../schema/schema.ts";
import type { JsonValue } from "../types/json.ts";
import type { Path } from "../types/path.ts";
import type { ObjectValue } from "../types/value.ts";
import type { ChangeContext, OperationContext } from "./operation.ts";
import type { PrivateState } from "./private-state.ts";

/** What {@link ResourceMethods.modifyPlan} sees. */
export interface ModifyPlanContext<State, Plan> {
  readonly config: Plan;
  /** What is stored; null when the object will be created. */
  readonly state: State | null;
  readonly plan: Plan;
  readonly diagnostics: Diagnostics;
  readonly privateState: PrivateState;
  readonly signal: AbortSignal;
  /** Makes a change at `path` replace the object. */
  requireReplace(path: Path): void;
}

/** What {@link ResourceMethods.create} gets. */
export interface CreateContext<State, Planned> extends ChangeContext {
  readonly config: Planned;
  readonly plan: Planned;
  /** From now on this is the state that is stored if the operation fails. Call it as soon as the object exists. */
  partial(state: State): void;
}

/** What {@link ResourceMethods.update} gets. */
export interface UpdateContext<State, Planned> extends CreateContext<State, Planned> {
  readonly state: State;
}

/** What {@link ResourceMethods.read} gets. */
export interface ReadContext<State> extends ChangeContext {
  readonly state: State;
}

/** What {@link ResourceMethods.delete} gets. */
export interface DeleteContext<State> extends ChangeContext {
  readonly state: State;
}

/** State of another resource type or provider that can become state of this one (`moved` blocks). */
export interface MoveSource<State> {
  /** Type names that are understood, with their provider's prefix. */
  readonly types: readonly string[];
  /** Providers as `namespace/type`, whatever their registry host. */
  readonly providers: readonly string[];
  /** What is kept of the source; everything else becomes null and is read back from the service. */
  move(source: JsonValue, diagnostics: Diagnostics): Partial<State>;
}

/** What a resource can do, in the order in which Terraform asks. `Client` is what the provider's `configure` returns. */
export interface ResourceMethods<State, Planned, Plan, Client> {
  /** The name without the provider's prefix: "image". */
  readonly type: string;
  /** Further names for the same resource. */
  readonly aliases?: readonly string[];
  /** Makes stored state of the same version look as this provider would have stored it (zero values to null). Pure. */
  normalize?(state: State): State;
  /** From an older schema version (the key) straight to the current one; input and output are raw state JSON. */
  readonly upgraders?: Readonly<Record<number, (state: JsonValue) => JsonValue>>;
  readonly moveFrom?: readonly MoveSource<State>[];
  /** Rules between arguments. Called often, without a client, with unknown values: skip those. */
  validate?(config: Plan, diagnostics: Diagnostics): void;
  /** Last word on a plan; returns the plan, changed or not. Not called for a destroy. */
  modifyPlan?(context: ModifyPlanContext<State, Plan>, client: Client): Plan | Promise<Plan>;
  create(context: CreateContext<State, Planned>, client: Client): Promise<State>;
  /** The object as it is now, or null when it is gone. */
  read(context: ReadContext<State>, client: Client): Promise<State | null>;
  /** Absent when every change replaces the object. */
  update?(context: UpdateContext<State, Planned>, client: Client): Promise<State>;
  /** Returns when the object is gone, also when it was gone before. */
  delete(context: DeleteContext<State>, client: Client): Promise<void>;
  /** Turns an import ID into the state that `read` completes. Absent: the resource cannot be imported. */
  importState?(
    context: OperationContext & { readonly id: string },
    client: Client,
  ): Partial<State> | Promise<Partial<State>>;
}

/** A resource with its types inferred from the schema `S`. */
export interface ResourceDefinition<S extends Schema, Client>
  extends ResourceMethods<StateOf<S>, PlannedOf<S>, PlanOf<S>, Client> {
  readonly schema: S;
}

/** A resource whose schema is known only at run time, as the framework works with it. */
export interface Resource<Client> extends ResourceMethods<ObjectValue, ObjectValue, ObjectValue, Client> {
  readonly schema: Schema;
}

/** Defines a managed resource. Types of configuration, plan and state are inferred from `schema`. */
export function resource<S extends Schema, Client>(
  definition: ResourceDefinition<S, Client>,
): Resource<Client> {
  const erased: unknown = definition;
  // The framework gives these functions only values that it has decoded by `schema`: S can be forgotten here, once.
  return erased as Resource<Client>;
}
