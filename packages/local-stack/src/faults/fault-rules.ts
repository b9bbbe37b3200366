import { isJsonObject, type JsonObject } from "../wire/json.ts";

const KINDS = ["throttle", "error", "drop-before", "drop-after", "hang", "slow"] as const;

const NAMES = ["action", "nth", "count", "fault", "code", "status", "ms"];

/** What can go wrong with a request. */
export type FaultKind = (typeof KINDS)[number];

/** A rule that breaks some requests. */
export interface FaultRule {
  /** The action it is about; undefined means every action. */
  readonly action: string | undefined;
  /** The first request that is hit, counted from 1 over the requests the rule is about. */
  readonly nth: number;
  /** How many requests in a row are hit. */
  readonly count: number;
  readonly fault: FaultKind;
  /** Only for `error`. */
  readonly code: string | undefined;
  /** Only for `error`. With 200 the failure is told by the fields of Apsara Stack's gateway alone. */
  readonly status: number | undefined;
  /** `slow`: how long to wait; `hang`: when to cut the connection; `throttle`: what to put into `x-acs-retry-after`. */
  readonly ms: number | undefined;
}

/** A rule that hits one request, the first. */
export function ruleOf(fault: FaultKind, details: Partial<FaultRule> = {}): FaultRule {
  return {
    action: undefined,
    nth: 1,
    count: 1,
    code: undefined,
    status: undefined,
    ms: undefined,
    ...details,
    fault,
  };
}

/** The rules in force, and how often each was asked. */
export class Faults {
  #rules: { readonly rule: FaultRule; seen: number }[] = [];

  /** Replaces all rules; every count starts again. */
  replace(rules: readonly FaultRule[]): void {
    this.#rules = rules.map((rule) => ({ rule, seen: 0 }));
  }

  /** Counts a request of that action with every rule about it; gives the first rule that hits it. */
  next(action: string): FaultRule | undefined {
    let hit: FaultRule | undefined;
    for (const entry of this.#rules) {
      if (entry.rule.action !== undefined && entry.rule.action !== action) continue;
      entry.seen += 1;
      const { nth, count } = entry.rule;
      if (entry.seen >= nth && entry.seen < nth + count) hit ??= entry.rule;
    }
    return hit;
  }
}

/** Reads a list of rules; throws an Error whose message says which rule is wrong and how. */
export function parseFaultRules(value: unknown): FaultRule[] {
  if (!Array.isArray(value)) throw new Error("The faults must be a JSON list of rules.");
  return value.map((item: unknown, index) => {
    const where = `Rule ${index + 1}`;
    if (!isJsonObject(item)) throw new Error(`${where} is not an object.`);
    const fault = KINDS.find((kind) => kind === item.fault);
    if (fault === undefined) throw new Error(`${where}: "fault" must be one of ${KINDS.join(", ")}.`);
    const unknown = Object.keys(item).find((name) => !NAMES.includes(name));
    if (unknown !== undefined)
      throw new Error(`${where}: "${unknown}" is not known; known: ${NAMES.join(", ")}.`);
    return ruleOf(fault, {
      action: text(item, "action", where),
      nth: wholeNumber(item, "nth", 1, where) ?? 1,
      count: wholeNumber(item, "count", 1, where) ?? 1,
      code: text(item, "code", where),
      status: status(item, where),
      ms: wholeNumber(item, "ms", 0, where),
    });
  });
}

function text(item: JsonObject, name: string, where: string): string | undefined {
  const value = item[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== "string") throw new Error(`${where}: "${name}" must be a string.`);
  return value;
}

function status(item: JsonObject, where: string): number | undefined {
  const value = item.status;
  if (value === undefined || value === null || value === 200) return value ?? undefined;
  if (typeof value !== "number" || !Number.isInteger(value) || value < 400 || value > 599) {
    throw new Error(`${where}: "status" must be 200 or a whole number from 400 to 599.`);
  }
  return value;
}

function wholeNumber(item: JsonObject, name: string, min: number, where: string): number | undefined {
  const value = item[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== "number" || !Number.isSafeInteger(value) || value < min) {
    throw new Error(`${where}: "${name}" must be a whole number of at least ${min}.`);
  }
  return value;
}
