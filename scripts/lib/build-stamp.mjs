// Remembers what dist/ was built from.
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { publishText } from "./files.mjs";
import { mirrorFiles } from "./mirror.mjs";
import { dist, executable, localStackBundle, mirror, nodeBundle, root } from "./project.mjs";

const stampFile = join(dist, ".build-stamp");

/**
 * What the next build would be made from.
 * @returns {string} a hash of the sources, the locked packages, the build itself and the machine
 */
export function inputsHash() {
  const hash = createHash("sha256").update(`${process.platform} ${process.arch}\n`);
  for (const file of inputFiles()) {
    const content = readFileSync(file);
    hash.update(`${relative(root, file)} ${content.length}\n`).update(content);
  }
  return hash.digest("hex");
}

/** @param {string} inputs from `inputsHash` */
export function isBuilt(inputs) {
  const outputs = [executable, nodeBundle, localStackBundle, ...mirrorFiles(mirror)];
  return readStamp() === inputs && outputs.every((file) => existsSync(file));
}

/** @param {string} inputs from `inputsHash`, taken before the build read its first file */
export function writeStamp(inputs) {
  publishText(stampFile, `${inputs}\n`);
}

function readStamp() {
  return existsSync(stampFile) ? readFileSync(stampFile, "utf8").trim() : undefined;
}

function inputFiles() {
  const packages = join(root, "packages");
  const files = [
    join(root, "package.json"),
    join(root, "package-lock.json"),
    join(root, "scripts/build.mjs"),
  ];
  const folders = [join(root, "scripts/lib"), ...readdirSync(packages).map((name) => join(packages, name))];
  for (const folder of folders) {
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      const file = join(entry.parentPath, entry.name);
      if (entry.isFile() && !/\.test\.ts$|[\\/]node_modules[\\/]/.test(file)) files.push(file);
    }
  }
  return files.sort();
}
