import type { Outcome } from "./outcome.ts";
import { DISTURBANCES, type ImageBlock, OPERATIONS } from "./scenario.ts";

/** One line about a scenario that broke a rule. */
export function failureLine({ scenario, met, violations }: Outcome): string {
  const { seed, operation, disturbance } = scenario;
  const how = met === disturbance ? disturbance : `${disturbance}, met ${met}`;
  return `seed ${seed} (${operation}, ${how}): ${violations.join("; ").slice(0, 2000)}\n  repeat it: npm run test:chaos -- --seed ${seed} --scenarios 1 --no-throttling --verbose`;
}

/** How many scenarios there were of each operation with each disturbance, and how many of those met a process; the sum at the end. */
export function summary(outcomes: readonly Outcome[]): string {
  const rows = [
    ["", ...DISTURBANCES],
    ...OPERATIONS.map((operation) => [
      operation,
      ...DISTURBANCES.map((disturbance) => {
        const cell = outcomes.filter(
          ({ scenario }) => scenario.operation === operation && scenario.disturbance === disturbance,
        );
        const met = cell.filter((outcome) => outcome.met === disturbance).length;
        return disturbance === "none" ? `${cell.length}` : `${cell.length} (${met} met)`;
      }),
    ]),
  ];
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  const table = rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
  const sum = (count: (outcome: Outcome) => number) =>
    outcomes.reduce((total, each) => total + count(each), 0);
  return [
    ...table,
    "",
    `scenarios with copies: ${sum(({ scenario }) => (scenario.after.concat(scenario.before).some(isCopy) ? 1 : 0))}`,
    `commands that failed: ${sum(({ exitCode }) => (exitCode === 0 ? 0 : 1))}`,
    `state files that terraform lost when it left at once, restored from its backup: ${sum(({ restored }) => (restored ? 1 : 0))}`,
    `images that the failed command said may exist: ${sum(({ announced }) => announced.length)}`,
    `images that the next apply named, and that were imported: ${sum(({ named }) => named.length)}`,
    `scenarios that broke a rule: ${sum(({ violations }) => (violations.length > 0 ? 1 : 0))}`,
    `${outcomes.length} scenarios, orphans: ${sum(({ orphans }) => orphans.length)}`,
  ].join("\n");
}

function isCopy({ resource }: ImageBlock): boolean {
  return resource === "alibabacloudstack_image_copy";
}
