import type { Diagnostics } from "../diagnostics.ts";
import type { Attribute } from "../schema/attribute.ts";
import { collectionOf, type SchemaMembers } from "../schema/schema.ts";
import { elementsOf, type Visit, visitObject } from "../schema/visit.ts";
import { formatPath, type Path } from "../types/path.ts";
import type { ObjectValue, Value } from "../types/value.ts";

/** What the host can do. */
export interface HostCapabilities {
  /** The host keeps write-only values out of plan and state (Terraform and OpenTofu 1.11 and later). */
  readonly writeOnlyAttributes: boolean;
}

/** A host with every capability: for configurations that cannot hold what older hosts lack, or that were checked before. */
export const ANY_HOST: HostCapabilities = { writeOnlyAttributes: true };

/**
 * Checks that a configuration has a value where one is required, at any depth, and none where none may be. Terraform checks only that an
 * argument is written: `name = var.none` passes null, and so does an expression that turns out to be null once it is known.
 *
 * @returns whether all is well, so that the configuration has the values that its types promise
 */
export function checkPresence(
  schema: SchemaMembers,
  config: ObjectValue,
  host: HostCapabilities,
  diagnostics: Diagnostics,
): boolean {
  let isComplete = true;
  visitObject(schema, config, (visit) => {
    const isPresent = checkMember(visit, host, diagnostics);
    if (!isPresent) isComplete = false;
    return isPresent;
  });
  return isComplete;
}

/** As {@link checkPresence}, for one attribute or block without what is in it. */
export function checkMember(visit: Visit, host: HostCapabilities, diagnostics: Diagnostics): boolean {
  const { member, value } = visit;
  const problem = member.kind === "attribute" && problemOf(member, value, host);
  if (problem) refuse(visit.path, problem, diagnostics);
  const collection = collectionOf(member);
  if (problem || !collection || collection.nesting === "single" || value === null) return !problem;
  const nulls = elementsOf(collection, value, visit.path).filter(([element]) => element === null);
  for (const [, path] of nulls) refuse(path, NULL_ELEMENT, diagnostics);
  return nulls.length === 0;
}

function refuse(path: Path, { summary, detail }: Problem, diagnostics: Diagnostics): void {
  diagnostics.error(`${formatPath(path)} ${summary}`, `${formatPath(path)} ${detail}`, path);
}

interface Problem {
  readonly summary: string;
  readonly detail: string;
}

const NULL: Problem = {
  summary: "is required",
  detail: "is required, but its value is null. Give it a value, or correct the expression that is null.",
};

const NULL_ELEMENT: Problem = {
  summary: "is required",
  detail: "has an element that is null. Remove it, or give it a value.",
};

function problemOf({ rules }: Attribute, value: Value, host: HostCapabilities): Problem | undefined {
  if (value === null) {
    return rules.required ? NULL : undefined;
  }
  if (rules.computed && !rules.optional) {
    return {
      summary: "cannot be set",
      detail: "is decided by the provider and can only be read. Remove it.",
    };
  }
  if (rules.writeOnly && !host.writeOnlyAttributes) {
    return {
      summary: "needs a newer Terraform",
      detail:
        "is write-only: it must not be stored in plan or state. This version of Terraform or OpenTofu would store it. Use version 1.11 or later, or remove it.",
    };
  }
  return undefined;
}
