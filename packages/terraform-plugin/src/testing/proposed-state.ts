import { valueEquals } from "../types/equals.ts";
import { isUnknown } from "../types/unknown.ts";
import type { Value } from "../types/value.ts";
import { type CoreAttribute, type CoreObject, coreType } from "./core-schema.ts";
import { type CoreValue, completeValue, elementsOf, objectOf } from "./values.ts";

type Nesting = "single" | "list" | "set" | "map";

/**
 * What Terraform proposes as the new state: the configured value where there is one, else the prior one of a computed attribute. Elements
 * of lists belong together by index, of maps by key, of sets when nothing that is configured differs.
 * Source: Terraform, internal/plans/objchange.
 */
export function proposedState(schema: CoreObject, prior: CoreValue | null, config: CoreValue): CoreValue {
  return proposedObject(schema, prior ?? completeValue(schema, {}), config);
}

function proposedObject(schema: CoreObject, prior: CoreValue, config: CoreValue): CoreValue {
  const proposed: Record<string, Value> = {};
  for (const [name, each] of Object.entries(schema.attributes)) {
    proposed[name] = proposedAttribute(each, prior[name] ?? null, config[name] ?? null);
  }
  for (const [name, each] of Object.entries(schema.blocks)) {
    proposed[name] = proposedElements(each, prior[name] ?? null, config[name] ?? null);
  }
  return proposed;
}

function proposedAttribute(attribute: CoreAttribute, prior: Value, config: Value): Value {
  if (isUnknown(config)) return config;
  if (config === null && attribute.computed) return wasConfigured(attribute, prior) ? null : prior;
  return attribute.nested ? proposedElements(attribute.nested, prior, config) : config;
}

/** An optional nested attribute whose prior value has members that only a configuration can give is not kept without one. */
function wasConfigured({ optional, nested }: CoreAttribute, prior: Value): boolean {
  if (!optional || !nested) return false;
  const elements =
    elementsOf(prior) ?? (nested.nesting === "map" ? Object.values(objectOf(prior) ?? {}) : [prior]);
  return elements.some((element) =>
    Object.entries(nested.attributes).some(
      ([name, each]) => !each.computed && (objectOf(element)?.[name] ?? null) !== null,
    ),
  );
}

function proposedElements(
  holder: CoreObject & { readonly nesting: Nesting },
  prior: Value,
  config: Value,
): Value {
  if (config === null || isUnknown(config)) return config;
  const propose = (priorElement: Value | undefined, element: Value): Value => {
    const object = objectOf(element);
    return object
      ? proposedObject(holder, objectOf(priorElement) ?? completeValue(holder, {}), object)
      : element;
  };
  switch (holder.nesting) {
    case "single":
      return propose(prior, config);
    case "list":
      return (elementsOf(config) ?? []).map((each, index) => propose(elementsOf(prior)?.[index], each));
    case "set": {
      const left = [...(elementsOf(prior) ?? [])];
      return (elementsOf(config) ?? []).map((each) => {
        const found = left.findIndex((candidate) => canComeFrom(holder, candidate, each));
        return propose(found < 0 ? undefined : left.splice(found, 1)[0], each);
      });
    }
    case "map":
      return Object.fromEntries(
        Object.entries(objectOf(config) ?? {}).map(([key, each]) => [
          key,
          propose(objectOf(prior)?.[key], each),
        ]),
      );
  }
}

/** Whether a stored element is what the configured one became: equal but for computed members that are not configured. */
function canComeFrom(holder: CoreObject, prior: Value, config: Value): boolean {
  const left = objectOf(prior);
  const right = objectOf(config);
  if (!left || !right) return false;
  const type = coreType(holder);
  if (type.kind !== "object") return false;
  return Object.entries(type.attributes).every(([name, each]) => {
    const configured = right[name] ?? null;
    if (configured === null && holder.attributes[name]?.computed) return true;
    return valueEquals(each, left[name] ?? null, configured);
  });
}
