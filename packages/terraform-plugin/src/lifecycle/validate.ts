import { Diagnostics } from "../diagnostics.ts";
import type { Schema } from "../schema/schema.ts";
import { sensitiveValues } from "../schema/sensitive-values.ts";
import { type Visit, visitObject } from "../schema/visit.ts";
import { isUnknown } from "../types/unknown.ts";
import { containsUnknown, type ObjectValue } from "../types/value.ts";
import { checkMember, type HostCapabilities } from "./presence.ts";

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
  let isComplete = true;
  visitObject(schema, config, (visit) => {
    const isPresent = checkMember(visit, host, diagnostics);
    if (!isPresent) isComplete = false;
    else validate(visit, diagnostics);
    return isPresent;
  });
  if (isComplete) definition.validate?.(config, diagnostics);
}

/**
 * One fault is one error: validators run in their order, and the first that finds an error is the last that runs. So `""` is reported as
 * empty, and not as too short and without a letter at its start as well.
 */
function validate(visit: Visit, diagnostics: Diagnostics): void {
  const { member, value, sensitive } = visit;
  const { validators = [] } = member.kind === "block" ? member.options : member.rules;
  if (validators.length === 0 || value === null || isUnknown(value)) return;
  const { path } = visit;
  const partlyUnknown = containsUnknown(value);
  const found = new Diagnostics();
  for (const validator of validators) {
    if (found.hasErrors) break;
    if (partlyUnknown && !validator.acceptsUnknown) continue;
    // A validator stands in the schema beside the type that the value was decoded by.
    validator.validate(value as never, { path, sensitive, diagnostics: found });
  }
  diagnostics.addAll(found);
}
