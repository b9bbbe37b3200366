// Measures several things in turn, so that other load on the machine affects all of them alike.

/** @typedef {() => Promise<Record<string, number>>} Contender measures once; gives a sample for each of its rows */

/**
 * Runs every contender once a round and starts each round with another one. The first round warms up caches and does not count.
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
