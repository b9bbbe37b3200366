import type { Outcome } from "./outcome.ts";
import { DISTURBANCES, type ImageBlock, OPERATIONS } from "./scenario.ts";

/** Describes a scenario that broke a rule, and how to repeat it. */
export function failureLine({ scenario, effectiveDisturbance, violations }: Outcome): string {
  const { seed, operation, disturbance } = scenario;
  const how =
    effectiveDisturbance === disturbance ? disturbance : `${disturbance}, effective: ${effectiveDisturbance}`;
  return `seed ${seed} (${operation}, ${how}): ${violations.join("; ").slice(0, 2000)}\n  repeat it with: npm run test:chaos -- --seed ${seed} --scenarios 1 --no-throttling --verbose`;
}

/** A table that counts the scenarios by operation and disturbance, and how many of these hit a running process; then totals. */
export function summary(outcomes: readonly Outcome[]): string {
  const rows = [
    ["", ...DISTURBANCES],
    ...OPERATIONS.map((operation) => [
      operation,
      ...DISTURBANCES.map((disturbance) => {
        const cell = outcomes.filter(
          ({ scenario }) => scenario.operation === operation && scenario.disturbance === disturbance,
        );
        const effective = cell.filter((outcome) => outcome.effectiveDisturbance === disturbance).length;
        return disturbance === "none" ? `${cell.length}` : `${cell.length} (${effective} effective)`;
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
    `state files that terraform lost at its sudden end, restored from the backup: ${sum(({ stateRestored }) => (stateRestored ? 1 : 0))}`,
    `images that the failed command reported as possibly created: ${sum(({ reportedIds }) => reportedIds.length)}`,
    `images that a later apply named: ${sum(({ namedIds }) => namedIds.length)}`,
    `scenarios that broke a rule: ${sum(({ violations }) => (violations.length > 0 ? 1 : 0))}`,
    `${outcomes.length} scenarios, orphans: ${sum(({ orphanIds }) => orphanIds.length)}`,
  ].join("\n");
}

function isCopy({ resource }: ImageBlock): boolean {
  return resource === "alibabacloudstack_image_copy";
}
