// npm run build: installs what is missing and writes dist/.

import { statSync } from "node:fs";
import { join, relative } from "node:path";
import { inputsHash, isBuilt, writeStamp } from "./lib/build-stamp.mjs";
import { bundle, publishScript } from "./lib/bundle.mjs";
import { compileProvider } from "./lib/compile.mjs";
import { publishText, removeTemporaryFiles } from "./lib/files.mjs";
import { installPackages } from "./lib/install.mjs";
import { installedAsLocked } from "./lib/installed.mjs";
import { withLock } from "./lib/lock.mjs";
import { publishMirror } from "./lib/mirror.mjs";
import { dist, executable, localStackBundle, mirror, nodeBundle, root } from "./lib/project.mjs";
import { runScript } from "./lib/script.mjs";

/**
 * Makes dist/ up to date. When it is, nothing happens and nothing is logged. Two of these at once wait for one another.
 * @param {(text: string) => void} log takes one line about what is being done
 */
export async function build(log) {
  if (installedAsLocked(root) && isBuilt(inputsHash())) return;
  const lockFile = join(dist, ".build-lock");
  await withLock(
    lockFile,
    () => buildAlone(log),
    () => log("waiting for another build in this folder"),
  );
}

/** @param {(text: string) => void} log */
async function buildAlone(log) {
  await installPackages(log);
  const inputs = inputsHash();
  if (isBuilt(inputs)) return;
  try {
    const startedAt = Date.now();
    log("building the provider and local-stack");
    const [provider, localStack] = await Promise.all([
      bundle("packages/provider/src/main.ts", "script"),
      bundle("packages/local-stack/src/cli/main.ts", "module"),
    ]);
    publishScript(provider, nodeBundle);
    publishText(localStackBundle, localStack);
    await compileProvider(provider, executable);
    publishMirror();
    writeStamp(inputs);
    log(`built in ${((Date.now() - startedAt) / 1000).toFixed(1)} s`);
  } finally {
    removeTemporaryFiles();
  }
}

await runScript(import.meta.url, async () => {
  await build(console.log);
  console.log("dist/ is up to date:");
  for (const file of [executable, nodeBundle, localStackBundle]) {
    console.log(`  ${relative(root, file).padEnd(52)} ${megabytes(statSync(file).size)}`);
  }
  console.log(`  ${relative(root, mirror)}/ (a filesystem mirror for terraform init)`);
  return 0;
});

/** @param {number} bytes */
function megabytes(bytes) {
  return `${(bytes / 1e6).toFixed(2).padStart(7)} MB`;
}
