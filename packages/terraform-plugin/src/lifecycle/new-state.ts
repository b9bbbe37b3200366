import type { Resource } from "../definition/resource.ts";
import { DiagnosticError, type Diagnostics } from "../diagnostics.ts";
import type { ObjectCodec } from "../schema/object-codec.ts";
import { TIMEOUTS } from "../schema/timeouts.ts";
import { visitObject } from "../schema/visit.ts";
import { isList, isObject } from "../types/access.ts";
import { conform } from "../types/conform.ts";
import { formatPath, type Path } from "../types/path.ts";
import type { Type } from "../types/type.ts";
import { isUnknown } from "../types/unknown.ts";
import { containsUnknown, type ObjectValue, type Value } from "../types/value.ts";

/**
 * The state to store of an object that an operation has left behind. The object exists, so that a defect in what the provider returned is
 * reported in `diagnostics`, and what is right of it is stored rather than nothing: unknown values become null, attributes that do not fit
 * the schema are left out. The planned timeouts are stored, which no service knows.
 */
export function stateAfterApply<Client>(
  resource: Resource<Client>,
  codec: ObjectCodec,
  returned: ObjectValue,
  plan: ObjectValue | null,
  diagnostics: Diagnostics,
): ObjectValue {
  const completed = completeOrWhatFits(resource, codec, withTimeoutsOf(plan, returned), diagnostics);
  const problems = defects(codec, completed);
  for (const { path, problem } of problems) {
    diagnostics.error("Provider defect", defectText(resource.type, path, problem), path);
  }
  return containsUnknown(completed) ? codec.complete(nullForUnknown(completed)) : completed;
}

/** The state of an object that was read or imported: complete, and in the form that is stored. Throws for a defect in it. */
export function stateAfterRead(
  typeName: string,
  codec: ObjectCodec,
  returned: Readonly<Record<string, unknown>>,
): ObjectValue {
  const completed = codec.complete(returned);
  const [first] = defects(codec, completed);
  if (!first) return completed;
  const { path, problem } = first;
  throw new DiagnosticError("Provider defect", defectText(typeName, path, problem), { path });
}

/** Stored or moved state that has all that every object has. Throws for one that does not. */
export function completeStored(typeName: string, codec: ObjectCodec, state: ObjectValue): ObjectValue {
  const [first] = defects(codec, state);
  if (!first) return state;
  throw new DiagnosticError(
    "State cannot be read",
    `The stored state of ${typeName} has no ${formatPath(first.path)}. Remove the object from the state with "terraform state rm" and import it again.`,
    { path: first.path },
  );
}

/** The object with the timeouts of another one, if that has any. Only this provider uses them. */
export function withTimeoutsOf(other: ObjectValue | null, object: ObjectValue): ObjectValue {
  return other && TIMEOUTS in other ? { ...object, [TIMEOUTS]: other[TIMEOUTS] ?? null } : object;
}

interface Defect {
  readonly path: Path;
  readonly problem: string;
}

/** Where a state breaks a promise that Terraform or the types rely on. */
function defects(codec: ObjectCodec, state: ObjectValue): readonly Defect[] {
  const found: Defect[] = [];
  if (!codec.hasNeverNull && !containsUnknown(state)) return found;
  visitObject(codec.schema, state, (visit) => {
    const { member, value } = visit;
    const isNested = member.kind === "block" || member.nested !== null;
    if (isUnknown(value) || (!isNested && containsUnknown(value))) {
      found.push({ path: visit.path, problem: "is still unknown" });
    } else if (value === null && member.kind === "attribute" && member.rules.notNull) {
      found.push({ path: visit.path, problem: "is null, although the schema says that it never is" });
    }
    return true;
  });
  return found;
}

function defectText(typeName: string, path: Path, problem: string): string {
  return `The provider returned a state of ${typeName} in which ${formatPath(path)} ${problem}. This is a bug in the provider; please report it.`;
}

/** A state that does not fit the schema is a defect, but the object exists: what does fit is stored rather than nothing. */
function completeOrWhatFits<Client>(
  { type }: Resource<Client>,
  codec: ObjectCodec,
  state: ObjectValue,
  diagnostics: Diagnostics,
): ObjectValue {
  try {
    return codec.complete(state);
  } catch (error) {
    diagnostics.thrown(error, `storing the state of ${type}`);
    const { attributes } = codec.type;
    const fitting = Object.entries(state).filter(([name, value]) => fits(attributes[name], value));
    return codec.complete(Object.fromEntries(fitting));
  }
}

function fits(type: Type | undefined, value: unknown): boolean {
  if (!type) return false;
  try {
    conform(type, value, [], { missingAsNull: true });
    return true;
  } catch {
    return false;
  }
}

function nullForUnknown(object: ObjectValue): ObjectValue {
  return Object.fromEntries(Object.entries(object).map(([name, value]) => [name, knownOrNull(value)]));
}

function knownOrNull(value: Value): Value {
  if (isUnknown(value)) return null;
  if (isList(value)) return value.map(knownOrNull);
  if (isObject(value)) return nullForUnknown(value);
  return containsUnknown(value) ? null : value;
}
