import type { FaultRule } from "./fault-rule.ts";

/** The rules in force, and how many requests each was about. */
export class FaultRules {
  #rules: { readonly rule: FaultRule; seen: number }[] = [];

  /** The rules in force, in their order. */
  list(): readonly FaultRule[] {
    return this.#rules.map(({ rule }) => rule);
  }

  /** Replaces all rules; every count starts again. */
  replace(rules: readonly FaultRule[]): void {
    this.#rules = rules.map((rule) => ({ rule, seen: 0 }));
  }

  /** Counts a request of that action with every rule about it; returns the first rule that hits it. */
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
