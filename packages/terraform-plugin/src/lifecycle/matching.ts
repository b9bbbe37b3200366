/** Pairs elements with candidates one to one, as many as possible: a bipartite matching that grows by augmenting paths (Kuhn). */
export class Matching {
  readonly #candidatesOf = new Map<number, readonly number[]>();
  readonly #elementOf = new Map<number, number>();
  readonly #candidateOf = new Map<number, number>();

  /** Pairs `element` with one of `candidates`, moving earlier elements to others of theirs where needed. False when that is impossible. */
  add(element: number, candidates: readonly number[]): boolean {
    this.#candidatesOf.set(element, candidates);
    return this.#pair(element, new Set());
  }

  /** The candidate that `element` is paired with. */
  of(element: number): number | undefined {
    return this.#candidateOf.get(element);
  }

  #pair(element: number, tried: Set<number>): boolean {
    for (const candidate of this.#candidatesOf.get(element) ?? []) {
      if (tried.has(candidate)) continue;
      tried.add(candidate);
      const holder = this.#elementOf.get(candidate);
      if (holder !== undefined && !this.#pair(holder, tried)) continue;
      this.#elementOf.set(candidate, element);
      this.#candidateOf.set(element, candidate);
      return true;
    }
    return false;
  }
}
