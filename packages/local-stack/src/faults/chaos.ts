import { createHash } from "node:crypto";

import { type FaultRule, newFaultRule } from "./fault-rule.ts";

/**
 * Breaks requests at random but repeatably: whether and how the nth request of an action is broken depends only on
 * the seed.
 */
export class Chaos {
  /** Undefined breaks nothing. */
  seed: string | undefined;
  /** How much of all requests is broken, from 0 to 1. */
  share: number;
  readonly #seen = new Map<string, number>();

  constructor(seed: string | undefined, share: number) {
    this.seed = seed;
    this.share = share;
  }

  /** Counts a request of that action; returns the rule that breaks it, or undefined. */
  next(action: string): FaultRule | undefined {
    if (this.seed === undefined) return undefined;
    const count = (this.#seen.get(action) ?? 0) + 1;
    this.#seen.set(action, count);
    const digest = createHash("sha256").update(`${this.seed}\n${action}\n${count}`).digest();
    if (digest.readUInt32BE(0) / 2 ** 32 >= this.share) return undefined;
    return breakage(digest.readUInt16BE(4), digest.readUInt16BE(6) / 2 ** 16);
  }

  /** Restarts every count. */
  restart(): void {
    this.#seen.clear();
  }
}

/** The rule of one kind of fault; `fraction`, from 0 to 1, scales the times in it. */
function breakage(choice: number, fraction: number): FaultRule {
  const upTo = (maxMs: number) => Math.round(fraction * maxMs);
  const rules = [
    newFaultRule("throttle", { ms: 100 + upTo(900) }),
    newFaultRule("error", { code: "InternalError" }),
    newFaultRule("error", { code: "ServiceUnavailable" }),
    newFaultRule("drop-before"),
    newFaultRule("drop-after"),
    newFaultRule("slow", { ms: upTo(2000) }),
    newFaultRule("hang", { ms: 1000 + upTo(4000) }),
  ] as const;
  return rules[choice % rules.length] ?? rules[0];
}
