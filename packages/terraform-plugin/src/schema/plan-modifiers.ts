import type { Path } from "../types/path.ts";
import { isUnknown, type Unknown } from "../types/unknown.ts";
import type { Value } from "../types/value.ts";

/** What a plan modifier sees of its attribute or block. `T` is the type of its known values. */
export interface PlanModifierContext<T = Value> {
  readonly path: Path;
  /** What the user wrote; null when nothing. */
  readonly config: T | null | Unknown;
  /** What is stored; null on a create, and for an element that is new. */
  readonly state: T | null;
  /** What is planned so far. */
  readonly plan: T | null | Unknown;
  /** The whole object in the same terms; `state` is null on a create. */
  readonly whole: { readonly config: Value; readonly state: Value; readonly plan: Value };
}

/** What a plan modifier wants; absent members change nothing. */
export interface PlanModifierResult<T = Value> {
  readonly plan?: T | null | Unknown;
  /** The object cannot take this change in place. Ignored on a create and when plan and state are equal. */
  readonly requiresReplace?: boolean;
}

/**
 * Changes what is planned for one attribute, whose known values are of type `T`. Modifiers run in order, each on the result of the one
 * before, and may run twice in a plan.
 */
export interface PlanModifier<T = Value> {
  /** What it does, in a sentence for the documentation; empty when the user need not know. */
  readonly description: string;
  modify(context: PlanModifierContext<T>): PlanModifierResult<T>;
}

/** A plan modifier for attributes of every type. */
export interface AnyPlanModifier {
  /** As that of {@link PlanModifier}. */
  readonly description: string;
  modify<T>(context: PlanModifierContext<T>): PlanModifierResult<T>;
}

/**
 * A computed value that does not change once the object exists: the stored one is planned instead of "known after apply", also when it is
 * null. A configured value that is not known yet stays unknown. Inside a block or nested attribute a stored null may mean that the element
 * is new, so there only other values are kept.
 */
export function useStateForUnknown(): AnyPlanModifier {
  return {
    description: "",
    modify: ({ config, plan, state, path, whole }) => {
      const isStored = state !== null || (path.length === 1 && whole.state !== null);
      return isUnknown(plan) && !isUnknown(config) && isStored ? { plan: state } : {};
    },
  };
}

/** A change makes Terraform destroy the object and create it again. */
export function requiresReplace(): AnyPlanModifier {
  return { description: "Changing this creates a new object.", modify: () => ({ requiresReplace: true }) };
}

/** As {@link requiresReplace}, but only when `condition` holds; `description` says when. */
export function requiresReplaceIf<T>(
  condition: (context: PlanModifierContext<T>) => boolean,
  description: string,
): PlanModifier<T> {
  return { description, modify: (context) => (condition(context) ? { requiresReplace: true } : {}) };
}

/**
 * For an argument that the service takes at creation and never reports: as {@link requiresReplace}, except that a stored null, or an
 * empty collection, adopts the configured value in place. So an imported object is updated once, which shows in the plan and stores the
 * value, and replaced by every change after that. `update` has nothing to call for it.
 */
export function requiresReplaceOrAdopt(): AnyPlanModifier {
  return {
    description: "Changing this creates a new object.",
    modify: ({ state, whole }) => {
      const storesNothing = state === null || (Array.isArray(state) && state.length === 0);
      return whole.state !== null && storesNothing ? {} : { requiresReplace: true };
    },
  };
}
