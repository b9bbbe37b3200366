// The rows of the report: values beside their floors and budgets.
import { groups } from "./groups.mjs";

/**
 * @typedef {object} SummaryRow
 * @property {string} name
 * @property {string} value
 * @property {string} spread of all samples, from the least to the most
 * @property {string} floor empty without one
 * @property {string} ratio of value and floor; empty without one
 * @property {string} budget empty without one
 * @property {"met" | "missed" | ""} verdict
 */

/**
 * @typedef {object} SummaryGroup
 * @property {import("./group.mjs").Group} group
 * @property {import("./results.mjs").GroupResults} results
 * @property {SummaryRow[]} rows
 */

/**
 * @param {Record<string, import("./results.mjs").GroupResults>} results by the name of the group
 * @returns {SummaryGroup[]} the groups that were measured
 */
export function summarizeGroups(results) {
  return groups.flatMap((group) => {
    const ofGroup = results[group.name];
    return ofGroup ? [{ group, results: ofGroup, rows: summaryRows(ofGroup) }] : [];
  });
}

/**
 * @param {Pick<import("./results.mjs").GroupResults, "rows" | "measured">} results
 * @returns {SummaryRow[]} without rows that were not measured
 */
export function summaryRows({ rows, measured }) {
  return rows.flatMap((row) => {
    const own = measured[row.id];
    if (own === undefined) return [];
    const value = row.judged === "max" ? own.max : own.median;
    const floor = row.floor === undefined ? undefined : measured[row.floor]?.median;
    const { unit } = row;
    const budget = budgetOf(row, floor);
    return [
      {
        name: row.name,
        value: format(value, unit),
        spread: own.min === own.max ? "" : `${format(own.min, unit)} … ${format(own.max, unit)}`,
        floor: floor === undefined ? "" : format(floor, unit),
        ratio: floor ? (value / floor).toFixed(2) : "",
        budget: budget?.text ?? "",
        verdict: budget === undefined ? "" : value <= budget.most ? "met" : "missed",
      },
    ];
  });
}

/**
 * @param {import("./group.mjs").Row} row
 * @param {number | undefined} floor
 * @returns {{ most: number; text: string } | undefined} undefined when the row has no budget, or its floor was not measured
 */
function budgetOf({ budget, budgetRatio, unit }, floor) {
  if (budget !== undefined) return { most: budget, text: `≤ ${format(budget, unit)}` };
  if (budgetRatio === undefined || floor === undefined) return undefined;
  return { most: budgetRatio * floor, text: `≤ ${budgetRatio} × floor` };
}

/**
 * @param {number} value
 * @param {import("./group.mjs").Unit} unit
 * @returns {string} with as many digits as matter, e.g. `2.3 ms`, `56 ms`, `2.04 s`, `41.2 MB`, `12 calls`
 */
export function format(value, unit) {
  if (unit === "ms" && value >= 1000) return `${(value / 1000).toFixed(value >= 10_000 ? 1 : 2)} s`;
  if (unit === "ms") return `${value.toFixed(value >= 10 ? 0 : 1)} ms`;
  if (unit === "MB") return `${value.toFixed(value >= 1 ? 1 : 2)} MB`;
  if (unit === "calls/s") return `${value.toFixed(0)} calls/s`;
  return `${Number.isInteger(value) ? value : value.toFixed(1)} ${value === 1 ? unit.replace(/s$/, "") : unit}`;
}
