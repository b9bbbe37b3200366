// The table that the command prints.

/** @typedef {import("./summary.mjs").SummaryRow} SummaryRow */

/** @type {readonly (keyof SummaryRow)[]} */
const columns = ["name", "value", "floor", "ratio", "budget", "verdict"];

/**
 * @param {readonly import("./summary.mjs").SummaryGroup[]} groups
 * @returns {string} text for a terminal, and at its end how many budgets were met
 */
export function table(groups) {
  /** @type {SummaryRow} */
  const head = {
    name: "",
    value: "value",
    spread: "",
    floor: "floor",
    ratio: "ratio",
    budget: "budget",
    verdict: "",
  };
  const all = [head, ...groups.flatMap(({ rows }) => rows)];
  const widths = columns.map((column) => Math.max(...all.map((row) => row[column].length)));
  const line = (/** @type {SummaryRow} */ row) =>
    columns
      .map((column, index) => {
        const isText = column === "name" || column === "verdict";
        return isText ? row[column].padEnd(widths[index] ?? 0) : row[column].padStart(widths[index] ?? 0);
      })
      .join("  ")
      .trimEnd();
  const parts = groups.map(({ group, rows }) =>
    [line({ ...head, name: group.title }), ...rows.map((row) => line({ ...row, name: row.name }))].join("\n"),
  );
  return [...parts, budgetsLine(groups)].join("\n\n");
}

/**
 * @param {readonly import("./summary.mjs").SummaryGroup[]} groups
 * @returns {string} e.g. `Budgets: 12 met, 1 missed (plan)`
 */
export function budgetsLine(groups) {
  const rows = groups.flatMap((group) => group.rows);
  const missed = rows.filter(({ verdict }) => verdict === "missed");
  const met = rows.filter(({ verdict }) => verdict === "met").length;
  const names = missed.length > 0 ? ` (${missed.map(({ name }) => name).join("; ")})` : "";
  return `Budgets: ${met} met, ${missed.length} missed${names}`;
}
