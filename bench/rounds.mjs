// Measures several things alternately, so that what else happens on the machine hits all of them alike.

/** @typedef {() => Promise<Record<string, number>>} Contender measures once; gives a sample for each of its rows */

/**
 * Runs every contender once a round, each round beginning with another one. A first round, which warms caches up, does not count.
 * @param {readonly Contender[]} contenders
 * @param {object} options
 * @param {number} options.rounds how many of them count
 * @param {boolean} [options.warmUp] true when not given
 * @returns {Promise<import("./group.mjs").Samples>}
 */
export async function interleave(contenders, { rounds, warmUp = true }) {
  if (warmUp) for (const contender of contenders) await contender();
  /** @type {import("./group.mjs").Samples} */
  const samples = {};
  for (let round = 0; round < rounds; round++) {
    for (const index of contenders.keys()) {
      const contender = contenders[(index + round) % contenders.length];
      addSamples(samples, (await contender?.()) ?? {});
    }
  }
  return samples;
}

/**
 * @param {import("./group.mjs").Samples} samples is added to
 * @param {Record<string, number | readonly number[]>} more
 */
export function addSamples(samples, more) {
  for (const [id, values] of Object.entries(more)) {
    const all = samples[id] ?? [];
    samples[id] = all.concat(values);
  }
}
