// Counts a test run, for its last line.

/**
 * The part of vitest's JSON report that counts.
 * @typedef {object} TestReport
 * @property {{ name: string; status: string; assertionResults: { status: string }[] }[]} testResults one a file
 */

/**
 * @typedef {object} TestCount
 * @property {number} passed
 * @property {number} failed tests that failed, and files that could not be loaded or whose hooks failed
 * @property {number} skipped
 */

/**
 * @param {TestReport | undefined} report undefined when the runner ended without one
 * @param {number} exitCode the runner's. When it is not 0 and nothing failed (an error outside every test), that is one failure
 * @returns {TestCount}
 */
export function countTests(report, exitCode) {
  const count = { passed: 0, failed: 0, skipped: 0 };
  for (const file of report?.testResults ?? []) {
    const statuses = file.assertionResults.map(({ status }) => status);
    const failed = statuses.filter((status) => status === "failed").length;
    const passed = statuses.filter((status) => status === "passed").length;
    count.passed += passed;
    count.failed += failed === 0 && file.status === "failed" ? 1 : failed;
    count.skipped += statuses.length - passed - failed;
  }
  if (exitCode !== 0 && count.failed === 0) count.failed = 1;
  return count;
}

/**
 * @param {TestCount} count
 * @returns {string} e.g. `12 passed, 0 failed, 1 skipped`
 */
export function summaryLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
}
