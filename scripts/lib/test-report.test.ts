import { expect, test } from "vitest";
import { countTests, summaryLine } from "./test-report.mjs";

function report(...files: { status: string; tests: string[] }[]) {
  return {
    testResults: files.map(({ status, tests }, index) => ({
      name: `${index}.test.ts`,
      status,
      assertionResults: tests.map((test) => ({ status: test })),
    })),
  };
}

test("every test counts as passed, failed or skipped", () => {
  const run = report(
    { status: "passed", tests: ["passed", "passed", "skipped", "todo", "pending"] },
    { status: "failed", tests: ["failed", "passed"] },
  );
  expect(countTests(run, 1)).toEqual({ passed: 3, failed: 1, skipped: 3 });
});

test("a file that cannot be loaded is one failure", () => {
  const run = report({ status: "failed", tests: [] }, { status: "passed", tests: ["passed"] });
  expect(countTests(run, 1)).toEqual({ passed: 1, failed: 1, skipped: 0 });
});

test("an error outside every test is one failure", () => {
  expect(countTests(report({ status: "passed", tests: ["passed"] }), 1).failed).toBe(1);
});

test("a runner that ends without a report is one failure", () => {
  expect(countTests(undefined, 137)).toEqual({ passed: 0, failed: 1, skipped: 0 });
});

test.each([
  [{ passed: 12, failed: 0, skipped: 0 }, "12 passed, 0 failed"],
  [{ passed: 0, failed: 3, skipped: 0 }, "0 passed, 3 failed"],
  [{ passed: 1, failed: 0, skipped: 2 }, "1 passed, 0 failed, 2 skipped"],
])("%j is summed up as %s", (count, line) => {
  expect(summaryLine(count)).toBe(line);
});
