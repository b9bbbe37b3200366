import type { Diagnostics } from "../diagnostics.ts";
import type { Attribute, AttributeMap } from "../schema/attribute.ts";
import type { Block } from "../schema/block.ts";
import type { Schema } from "../schema/schema.ts";
import type { Validator } from "../schema/validators.ts";
import { formatPath, type Path } from "../types/path.ts";
import { isUnknown } from "../types/unknown.ts";
import type { ObjectValue } from "../types/value.ts";
import { containsUnknown, type Value } from "../types/value.ts";

function asObject(value: Value): ObjectValue | null {
  return value as ObjectValue | null;
}

type Holder = Pick<Schema, "attributes" | "blocks">;

/** Runs every validator of a schema on a configuration. What is null is skipped, and so is what is not known yet. */
export function validateObject(
  holder: Holder,
  config: ObjectValue,
  path: Path,
  diagnostics: Diagnostics,
): void {
  validateAttributes(holder.attributes, config, path, false, diagnostics);
  for (const [name, each] of Object.entries(holder.blocks)) {
    validateBlock(each, config[name] ?? null, [...path, { attribute: name }], diagnostics);
  }
}

/** `hidden` says that the attributes lie in a sensitive one. */
function validateAttributes(
  attributes: AttributeMap,
  config: ObjectValue,
  path: Path,
  hidden: boolean,
  diagnostics: Diagnostics,
): void {
  for (const [name, each] of Object.entries(attributes)) {
    validateAttribute(each, config[name] ?? null, [...path, { attribute: name }], hidden, diagnostics);
  }
}

function validateAttribute(
  { rules, nested }: Attribute,
  value: Value,
  path: Path,
  hidden: boolean,
  diagnostics: Diagnostics,
): void {
  if (value !== null && rules.computed && !rules.optional) {
    diagnostics.error(
      `${formatPath(path)} cannot be set`,
      `${formatPath(path)} is decided by the provider and can only be read. Remove it.`,
      path,
    );
    return;
  }
  // What must not be stored is as good as certainly a secret.
  const sensitive = hidden || (rules.sensitive ?? false) || (rules.writeOnly ?? false);
  run(rules.validators ?? [], value, path, sensitive, diagnostics);
  if (!nested) return;
  for (const [element, elementPath] of elementsOf(nested.nesting, value, path)) {
    validateAttributes(nested.attributes, element, elementPath, sensitive, diagnostics);
  }
}

function validateBlock(block: Block, value: Value, path: Path, diagnostics: Diagnostics): void {
  run(block.options.validators ?? [], value, path, false, diagnostics);
  for (const [element, elementPath] of elementsOf(block.nesting, value, path)) {
    validateObject(block, element, elementPath, diagnostics);
  }
}

function run(
  validators: readonly Validator<never>[],
  value: Value,
  path: Path,
  sensitive: boolean,
  diagnostics: Diagnostics,
): void {
  if (value === null || isUnknown(value)) return;
  const partlyUnknown = containsUnknown(value);
  for (const validator of validators) {
    if (partlyUnknown && !validator.acceptsUnknown) continue;
    // A validator stands in the schema beside the type that the value was decoded by.
    validator.validate(value as never, { path, diagnostics, sensitive });
  }
}

/** The known objects in a block or nested attribute, each with its path; elements of a set have the path of the set. */
function* elementsOf(
  nesting: "single" | "list" | "set" | "map",
  value: Value,
  path: Path,
): Generator<[ObjectValue, Path]> {
  if (value === null || isUnknown(value)) return;
  if (nesting === "single") {
    yield* element(value, path);
  } else if (Array.isArray(value)) {
    for (const [index, each] of value.entries())
      yield* element(each, nesting === "list" ? [...path, { index }] : path);
  } else {
    for (const [key, each] of Object.entries(value)) yield* element(each, [...path, { key }]);
  }
}

function* element(value: Value, path: Path): Generator<[ObjectValue, Path]> {
  const object = isUnknown(value) ? null : asObject(value);
  if (object) yield [object, path];
}
