import type { Diagnostics } from "../diagnostics.ts";
import type { Schema } from "../schema/schema.ts";
import type { JsonValue } from "../types/json.ts";
import type { Path } from "../types/path.ts";
import type { ChangeContext, OperationContext } from "./operation.ts";
import type { PrivateState } from "./private-state.ts";
import type { AnyShapes, Shapes, ShapesOf } from "./shapes.ts";

/** What {@link ResourceMethods.modifyPlan} gets. */
export interface ModifyPlanContext<Imported, Proposed, Config = Proposed> {
  readonly config: Config;
  /** What is stored; null when the object will be created. */
  readonly state: Imported | null;
  readonly plan: Proposed;
  readonly diagnostics: Diagnostics;
  readonly privateState: PrivateState;
  readonly signal: AbortSignal;
  /** Makes a change at `path` replace the object. */
  requireReplace(path: Path): void;
}

/** What {@link ResourceMethods.create} gets. */
export interface CreateContext<State, Plan, Config = Plan> extends ChangeContext {
  readonly config: Config;
  readonly plan: Plan;
  /** From now on this is the state that is stored if the operation fails. Call it as soon as the object exists. */
  partial(state: State): void;
}

/** What {@link ResourceMethods.update} gets. */
export interface UpdateContext<Imported, Plan, Config = Plan> extends CreateContext<Imported, Plan, Config> {
  /** What is stored. */
  readonly state: Imported;
}

/** What {@link ResourceMethods.read} gets. */
export interface ReadContext<Imported> extends ChangeContext {
  /** What is stored; after an import, what `importState` returned, and null for everything else. */
  readonly state: Imported;
}

/** What {@link ResourceMethods.delete} gets. */
export interface DeleteContext<Imported> extends ChangeContext {
  /** What is stored. */
  readonly state: Imported;
}

/** State of another resource type or provider that can become state of this one (`moved` blocks). */
export interface MoveSource<Imported> {
  /** Type names that are understood, with their provider's prefix. */
  readonly types: readonly string[];
  /** Providers as `namespace/type`, whatever their registry host. */
  readonly providers: readonly string[];
  /** What is kept of the source; everything else becomes null and is read back from the service. */
  move(source: JsonValue, diagnostics: Diagnostics): Partial<Imported>;
}

/** What a resource can do, in the order of Terraform's calls. `Client` is what the provider's `configure` returns. */
export interface ResourceMethods<S extends Shapes, Client> {
  /** The name without the provider's prefix: "image". */
  readonly type: string;
  /** Further names for the same resource. */
  readonly aliases?: readonly string[];
  /** Makes stored state of the same version look as this provider would have stored it (zero values to null). Pure. */
  normalize?(state: S["imported"]): S["imported"];
  /** From an older schema version (the key) straight to the current one; input and output are raw state JSON. */
  readonly upgraders?: Readonly<Record<number, (state: JsonValue) => JsonValue>>;
  readonly moveFrom?: readonly MoveSource<S["imported"]>[];
  /** Rules between arguments. Called often, without a client, with unknown values: skip those. */
  validate?(config: S["config"], diagnostics: Diagnostics): void;
  /**
   * Changes a plan after everything else did; returns the plan, changed or not. Not called for a destroy.
   *
   * Called up to twice for one plan of an object that exists: first with all that is stored in place, to find out whether anything changes at
   * all, and then, if so, with computed values unknown. What the first call did beside its result (private state, diagnostics, paths
   * to replace) counts only when there is no second one.
   */
  modifyPlan?(
    context: ModifyPlanContext<S["imported"], S["proposed"], S["config"]>,
    client: Client,
  ): S["proposed"] | Promise<S["proposed"]>;
  create(
    context: CreateContext<S["state"], S["plan"], S["knownConfig"]>,
    client: Client,
  ): Promise<S["state"]>;
  /** The object as it is now, or null when it is gone. What the service does not report about an imported object stays null. */
  read(context: ReadContext<S["imported"]>, client: Client): Promise<S["imported"] | null>;
  /** Absent when every change replaces the object. */
  update?(
    context: UpdateContext<S["imported"], S["plan"], S["knownConfig"]>,
    client: Client,
  ): Promise<S["imported"]>;
  /** Returns when the object is gone, also when it was gone before. */
  delete(context: DeleteContext<S["imported"]>, client: Client): Promise<void>;
  /** Turns an import ID into the state that `read` completes. Absent: the resource cannot be imported. */
  importState?(
    context: OperationContext & { readonly id: string },
    client: Client,
  ): Partial<S["imported"]> | Promise<Partial<S["imported"]>>;
}

/** A resource with its types inferred from the schema `S`. */
export interface ResourceDefinition<S extends Schema, Client> extends ResourceMethods<ShapesOf<S>, Client> {
  readonly schema: S;
}

/** A resource whose schema is known only at run time, as the framework works with it. */
export interface Resource<Client> extends ResourceMethods<AnyShapes, Client> {
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
