import type { ConfigOf, ImportedOf, PlanOf, ProposedOf, StateOf } from "../schema/infer.ts";
import type { Schema } from "../schema/schema.ts";
import type { Known, ObjectValue } from "../types/value.ts";

/** The types that the objects of one schema have on their way from configuration to state. */
export interface Shapes {
  readonly config: unknown;
  /** The configuration of an object that is created, updated or read: nothing in it is unknown any more. */
  readonly knownConfig: unknown;
  readonly proposed: unknown;
  readonly plan: unknown;
  readonly state: unknown;
  readonly imported: unknown;
}

/** The shapes that are inferred from the schema `S`. */
export interface ShapesOf<S extends Schema> {
  readonly config: ConfigOf<S>;
  readonly knownConfig: Known<ConfigOf<S>>;
  readonly proposed: ProposedOf<S>;
  readonly plan: PlanOf<S>;
  readonly state: StateOf<S>;
  readonly imported: ImportedOf<S>;
}

/** The shapes of a schema that is known only at run time. */
export interface AnyShapes {
  readonly config: ObjectValue;
  readonly knownConfig: ObjectValue;
  readonly proposed: ObjectValue;
  readonly plan: ObjectValue;
  readonly state: ObjectValue;
  readonly imported: ObjectValue;
}
