/** What can go wrong with a request. */
export const faultKinds = ["throttle", "error", "drop-before", "drop-after", "hang", "slow"] as const;

/** One of the things that can go wrong with a request. */
export type FaultKind = (typeof faultKinds)[number];

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
  /** Only for `error`. With 200 only the fields of Apsara Stack's gateway say that the request failed. */
  readonly status: number | undefined;
  /** `slow`: how long to wait; `hang`: when to cut the connection; `throttle`: what to put into `x-acs-retry-after`. */
  readonly ms: number | undefined;
}

/** A rule that hits one request, the first. */
export function newFaultRule(fault: FaultKind, details: Partial<FaultRule> = {}): FaultRule {
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
