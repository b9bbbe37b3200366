import { Diagnostics } from "../diagnostics.ts";
import type { Schema, SchemaMembers } from "../schema/schema.ts";
import { sensitiveValues } from "../schema/sensitive-values.ts";
import type { ValidationContext, Validator } from "../schema/validators.ts";
import { visitObject } from "../schema/visit.ts";
import { isUnknown } from "../types/unknown.ts";
import { containsUnknown, type ObjectValue, type Value } from "../types/value.ts";
import { checkPresence, type HostCapabilities } from "./presence.ts";

/** What has a configuration: a provider, resource or data source. */
export interface Validated {
  readonly schema: Schema;
  validate?(config: ObjectValue, diagnostics: Diagnostics): void;
}

/**
 * Checks a configuration: presence, every validator of the schema, then the rules between arguments, which rely on presence. What is not
 * known yet is skipped. No diagnostic shows a sensitive value, whoever wrote its text.
 */
export function validateConfig(
  definition: Validated,
  config: ObjectValue,
  host: HostCapabilities,
  diagnostics: Diagnostics,
): void {
  const { schema } = definition;
  diagnostics.hide(() => sensitiveValues(schema, config));
  const isComplete = checkPresence(schema, config, host, diagnostics);
  runValidators(schema, config, diagnostics);
  if (isComplete) definition.validate?.(config, diagnostics);
}

/** Runs the validators of a schema on a configuration. What is null is skipped, and so is what is not known yet. */
export function runValidators(schema: SchemaMembers, config: ObjectValue, diagnostics: Diagnostics): void {
  visitObject(schema, config, ({ member, value, path, sensitive }) => {
    if (value === null || isUnknown(value)) return false;
    if (member.kind === "attribute" && member.rules.computed && !member.rules.optional) return false;
    const { validators = [] } = member.kind === "block" ? member.options : member.rules;
    validate(validators, value, { path, diagnostics, sensitive });
    return true;
  });
}

/**
 * One fault is one error: validators run in their order, and the first that finds an error is the last that runs. So `""` is reported as
 * empty, and not as too short and without a letter at its start as well.
 */
function validate(validators: readonly Validator<never>[], value: Value, context: ValidationContext): void {
  if (validators.length === 0) return;
  const partlyUnknown = containsUnknown(value);
  const diagnostics = new Diagnostics();
  for (const validator of validators) {
    if (diagnostics.hasErrors) break;
    if (partlyUnknown && !validator.acceptsUnknown) continue;
    // A validator stands in the schema beside the type that the value was decoded by.
    validator.validate(value as never, { ...context, diagnostics });
  }
  context.diagnostics.addAll(diagnostics);
}
