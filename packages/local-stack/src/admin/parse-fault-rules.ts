import { actions } from "../actions/table.ts";
import { knownError } from "../errors/api-error.ts";
import { LocalStackError } from "../errors/local-stack-error.ts";
import { type FaultRule, faultKinds, newFaultRule } from "../faults/fault-rule.ts";
import { isJsonObject, type JsonObject, type JsonValue } from "../wire/json.ts";

const NAMES = ["action", "nth", "count", "fault", "code", "status", "ms"];

/** Reads a list of fault rules. Throws an InvalidRequest error that says which rule is wrong and how. */
export function parseFaultRules(body: JsonValue | undefined): FaultRule[] {
  if (!Array.isArray(body)) throw invalid("The faults must be a JSON list of rules.");
  return body.map((item: JsonValue, index) => parseRule(item, `Rule ${index + 1}`));
}

function parseRule(item: JsonValue, where: string): FaultRule {
  if (!isJsonObject(item)) throw invalid(`${where} is not an object.`);
  const fault = faultKinds.find((kind) => kind === item.fault);
  if (fault === undefined) throw invalid(`${where}: "fault" must be one of ${faultKinds.join(", ")}.`);
  const unknown = Object.keys(item).find((name) => !NAMES.includes(name));
  if (unknown !== undefined) {
    throw invalid(`${where}: "${unknown}" is not known; known: ${NAMES.join(", ")}.`);
  }
  const rule = newFaultRule(fault, {
    action: actionOf(item, where),
    nth: wholeNumber(item, "nth", 1, where) ?? 1,
    count: wholeNumber(item, "count", 1, where) ?? 1,
    code: text(item, "code", where),
    status: statusOf(item, where),
    ms: wholeNumber(item, "ms", 0, where),
  });
  checkCombination(rule, where);
  return rule;
}

/** A code or status that the fault ignores, or a status that the service never answers the code with, is a mistake. */
function checkCombination({ fault, code, status }: FaultRule, where: string): void {
  if (fault !== "error" && code !== undefined) throw invalid(`${where}: only the fault error takes "code".`);
  if (fault !== "error" && status !== undefined) {
    throw invalid(`${where}: only the fault error takes "status".`);
  }
  const possible = [...new Set(knownError(code ?? "").map((row) => row.status))];
  if (status !== undefined && status !== 200 && possible.length > 0 && !possible.includes(status)) {
    throw invalid(
      `${where}: the service answers ${code} with status ${possible.join(" or ")}, never with ${status}. (200 stands for a failure that ASAPI reports as a success.)`,
    );
  }
}

function actionOf(item: JsonObject, where: string): string | undefined {
  const name = text(item, "action", where);
  if (name !== undefined && !actions.some((action) => action.name === name)) {
    throw invalid(`${where}: the stack has no action "${name}". GET /_local/ lists its actions.`);
  }
  return name;
}

function text(item: JsonObject, name: string, where: string): string | undefined {
  const value = item[name] ?? undefined;
  if (value === undefined) return undefined;
  if (typeof value !== "string") throw invalid(`${where}: "${name}" must be a string.`);
  return value;
}

function statusOf(item: JsonObject, where: string): number | undefined {
  const value = item.status ?? undefined;
  if (value === undefined || value === 200) return value;
  if (typeof value !== "number" || !Number.isInteger(value) || value < 400 || value > 599) {
    throw invalid(`${where}: "status" must be 200 or a whole number from 400 to 599.`);
  }
  return value;
}

function wholeNumber(item: JsonObject, name: string, min: number, where: string): number | undefined {
  const value = item[name] ?? undefined;
  if (value === undefined) return undefined;
  if (typeof value !== "number" || !Number.isSafeInteger(value) || value < min) {
    throw invalid(`${where}: "${name}" must be a whole number of at least ${min}.`);
  }
  return value;
}

function invalid(message: string): LocalStackError {
  return new LocalStackError("InvalidRequest", message);
}
