interface Entry {
  readonly atMs: number;
  /** Counts up, so that of two entries of the same time the earlier one comes first. */
  readonly order: number;
  readonly run: (atMs: number) => void;
}

/** What is due at a point of the stack's time. Costs nothing while nothing is due. */
export class Schedule {
  /** A binary heap: the earliest entry first, each one no later than the two below it. */
  #heap: Entry[] = [];
  #order = 0;

  /** Runs a function when the stack's clock reaches that time, in epoch milliseconds; the function receives that time. */
  at(atMs: number, run: (atMs: number) => void): void {
    this.#order += 1;
    this.#heap.push({ atMs, order: this.#order, run });
    this.#rise(this.#heap.length - 1);
  }

  /** Runs everything that is due by then in the order of its time, including what is scheduled meanwhile. */
  runUntil(nowMs: number): void {
    for (let first = this.#heap[0]; first !== undefined && first.atMs <= nowMs; first = this.#heap[0]) {
      const last = this.#heap.pop();
      if (last !== undefined && last !== first) {
        this.#heap[0] = last;
        this.#sink(0);
      }
      first.run(first.atMs);
    }
  }

  /** Removes everything. */
  clear(): void {
    this.#heap = [];
  }

  #rise(start: number): void {
    let index = start;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (!this.#swapIfEarlier(index, parent)) return;
      index = parent;
    }
  }

  #sink(start: number): void {
    let index = start;
    for (;;) {
      const [left, right] = [2 * index + 1, 2 * index + 2];
      const child = this.#isEarlier(right, left) ? right : left;
      if (!this.#swapIfEarlier(child, index)) return;
      index = child;
    }
  }

  #swapIfEarlier(below: number, above: number): boolean {
    const [lower, upper] = [this.#heap[below], this.#heap[above]];
    if (lower === undefined || upper === undefined || !this.#isEarlier(below, above)) return false;
    this.#heap[below] = upper;
    this.#heap[above] = lower;
    return true;
  }

  #isEarlier(one: number, other: number): boolean {
    const [a, b] = [this.#heap[one], this.#heap[other]];
    if (a === undefined || b === undefined) return a !== undefined;
    return a.atMs < b.atMs || (a.atMs === b.atMs && a.order < b.order);
  }
}
