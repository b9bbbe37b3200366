// npm test: builds, then runs every test; the last line is the sum.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "./build.mjs";
import { root } from "./lib/project.mjs";
import { run } from "./lib/run.mjs";
import { runScript } from "./lib/script.mjs";
import { findTerraform } from "./lib/terraform.mjs";
import { countTests, summaryLine } from "./lib/test-report.mjs";

await runScript(import.meta.url, async (args) => {
  const terraform = await findTerraform(process.env);
  await build(console.log);
  const folder = mkdtempSync(join(tmpdir(), "alibabacloudstack-test-"));
  // Ctrl-C reaches vitest by itself; this process waits for it, to remove the folder and to sum up.
  process.on("SIGINT", () => undefined);
  try {
    const reportFile = join(folder, "report.json");
    const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${reportFile}`];
    const result = await run(
      process.execPath,
      [join(root, "node_modules/vitest/vitest.mjs"), "run", ...reporters, ...args],
      { cwd: root, env: { ...process.env, TERRAFORM_BIN: terraform.command }, show: "all" },
    );
    const count = countTests(readReport(reportFile), result.code);
    console.log(summaryLine(count));
    return count.failed === 0 ? 0 : 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

/**
 * @param {string} file
 * @returns {import("./lib/test-report.mjs").TestReport | undefined}
 */
function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}
