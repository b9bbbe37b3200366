// Random numbers that a seed determines.

/** A generator of random choices: the same seed gives the same choices in the same order. */
export class Random {
  /** @type {number} */
  #state;

  /** @param {number} seed a whole number */
  constructor(seed) {
    this.#state = seed >>> 0;
  }

  /**
   * The algorithm is splitmix32, in which seeds next to each other give unrelated numbers.
   * @returns {number} at least 0 and less than 1
   */
  next() {
    this.#state = (this.#state + 0x9e3779b9) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32;
  }

  /**
   * @param {number} low
   * @param {number} high
   * @returns {number} a whole number from `low` to `high`, both included
   */
  between(low, high) {
    return low + Math.floor(this.next() * (high - low + 1));
  }

  /**
   * @param {number} probability from 0 to 1
   * @returns {boolean}
   */
  chance(probability) {
    return this.next() < probability;
  }

  /**
   * @template T
   * @param {readonly [T, ...T[]]} choices
   * @returns {T}
   */
  pick(choices) {
    return choices[this.between(0, choices.length - 1)] ?? choices[0];
  }
}
