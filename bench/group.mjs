// The types of a group of measurements.

/** @typedef {"ms" | "MB" | "calls/s" | "calls" | "checks" | "failures"} Unit milliseconds, 10^6 bytes, a rate, or a number of things */

/**
 * One figure of a group, as it is shown. What was measured for it is kept apart, by `id`.
 * @typedef {object} Row
 * @property {string} id unique among all groups
 * @property {string} name
 * @property {Unit} unit
 * @property {string} [floor] the ID of the row that nothing of the kind can be faster than, measured in the same rounds
 * @property {number} [budget] the most it may be, in `unit`
 * @property {number} [budgetRatio] the most it may be as a multiple of the floor, for what depends on the machine
 * @property {"median" | "max"} [judged] which of the samples is the value; the median when not given
 */

/** @typedef {Record<string, number[]>} Samples by the ID of the row */

/**
 * @typedef {object} Group
 * @property {string} name for `--only`
 * @property {string} title
 * @property {readonly string[]} notes how it is measured, each a sentence or more
 * @property {(workbench: import("./workbench.mjs").Workbench) => Promise<Outcome>} measure
 */

/**
 * @typedef {object} Outcome
 * @property {readonly Row[]} rows in the order in which they are shown
 * @property {Samples} samples without the rows that this machine or a quick run does not have
 */

export {};
