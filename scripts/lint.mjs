// npm run lint: checks the sources without running them: format, lint rules, types, generated files.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "./build.mjs";
import { generateProtocol } from "./generate-protocol.mjs";
import { isGenerated, renderDocs } from "./lib/docs-pages.mjs";
import { differences, readTree } from "./lib/file-tree.mjs";
import { installPackages } from "./lib/install.mjs";
import { root } from "./lib/project.mjs";
import { readProviderSchema } from "./lib/provider-schema.mjs";
import { run } from "./lib/run.mjs";
import { runScript } from "./lib/script.mjs";

/**
 * @typedef {object} Step
 * @property {string} name
 * @property {() => Promise<string[]> | string[]} check returns a line for each problem
 * @property {string} remedy what to do about it
 */

/** @type {Step[]} */
const steps = [
  {
    name: "format and lint rules",
    check: () => tool("@biomejs/biome/bin/biome", "check", "."),
    remedy: "npm run format fixes what can be fixed automatically",
  },
  { name: "types", check: () => tool("typescript/bin/tsc", "-p", "tsconfig.json"), remedy: "fix the types" },
  {
    name: "generated protobuf code",
    check: checkProtocol,
    remedy: "npm run generate, and commit what it wrote",
  },
  { name: "documentation", check: checkDocs, remedy: "npm run generate, and commit what it wrote" },
];

await runScript(import.meta.url, async () => {
  await installPackages(console.log);
  let failed = 0;
  for (const step of steps) {
    const startedAt = Date.now();
    const problems = await problemsOf(step);
    const seconds = ((Date.now() - startedAt) / 1000).toFixed(1);
    console.log(`${problems.length === 0 ? "ok    " : "FAILED"} ${step.name} (${seconds} s)`);
    if (problems.length === 0) continue;
    failed += 1;
    for (const line of problems) console.log(`  ${line}`);
    console.log(`  What to do: ${step.remedy}.`);
  }
  return failed === 0 ? 0 : 1;
});

/**
 * What a step found, or why it could not run.
 * @param {Step} step
 */
async function problemsOf(step) {
  try {
    return await step.check();
  } catch (error) {
    return (error instanceof Error ? error.message : String(error)).split("\n");
  }
}

/**
 * Runs a program of an npm package.
 * @param {string} program its file, below node_modules
 * @param {string[]} args
 * @returns {Promise<string[]>} its output when it failed, else nothing
 */
async function tool(program, ...args) {
  const result = await run(process.execPath, [join(root, "node_modules", program), ...args], { cwd: root });
  return result.code === 0 ? [] : result.output.trim().split("\n");
}

function checkProtocol() {
  const folder = mkdtempSync(join(tmpdir(), "alibabacloudstack-protocol-"));
  try {
    generateProtocol(join(folder, "generated"));
    const place = "packages/terraform-plugin/src/protocol/generated";
    return differences(readTree(join(folder, "generated")), readTree(join(root, place))).map(
      (line) => `${place}/${line}`,
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function checkDocs() {
  await build(() => undefined);
  const present = new Map([...readTree(join(root, "docs"))].filter(([path]) => isGenerated(path)));
  const wanted = renderDocs(await readProviderSchema(), join(root, "examples"));
  return differences(wanted, present).map((line) => `docs/${line}`);
}
