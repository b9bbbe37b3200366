import { isJsonObject, type JsonObject } from "./json.ts";

const KINDS = ["throttle", "error", "drop-before", "drop-after", "hang", "slow"] as const;

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
  /** Only for `error`. */
  readonly status: number | undefined;
  /** `slow`: how long to wait; `hang`: when to cut the connection; `throttle`: what to put into `x-acs-retry-after`. */
  readonly ms: number | undefined;
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
    return {
      action: optional(item, "action", "string", where),
      nth: wholeNumber(item, "nth", 1, where) ?? 1,
      count: wholeNumber(item, "count", 1, where) ?? 1,
      fault,
      code: optional(item, "code", "string", where),
      status: wholeNumber(item, "status", 400, where, 599),
      ms: wholeNumber(item, "ms", 0, where),
    };
  });
}

function optional(item: JsonObject, name: string, type: "string", where: string): string | undefined {
  const value = item[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== type) throw new Error(`${where}: "${name}" must be a ${type}.`);
  return String(value);
}

function wholeNumber(
  item: JsonObject,
  name: string,
  min: number,
  where: string,
  max = Number.MAX_SAFE_INTEGER,
): number | undefined {
  const value = item[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== "number" || !Number.isInteger(value) || value < min || value > max) {
    const range = max === Number.MAX_SAFE_INTEGER ? `of at least ${min}` : `from ${min} to ${max}`;
    throw new Error(`${where}: "${name}" must be a whole number ${range}.`);
  }
  return value;
}
