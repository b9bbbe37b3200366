// Which package may import which.
import { readdirSync, readFileSync } from "node:fs";
import { isBuiltin } from "node:module";
import { dirname, join, relative, sep } from "node:path";

/** The workspace packages that the sources of a package may import. @type {Readonly<Record<string, readonly string[]>>} */
export const allowedImports = {
  provider: ["terraform-plugin", "ecs-client"],
  "terraform-plugin": [],
  "ecs-client": [],
  "local-stack": [],
};

/**
 * Checks every import in packages/<name>/src.
 * @param {string} root the root of the checkout
 * @returns {string[]} one line an import that is not allowed; empty when all are
 */
export function forbiddenImports(root) {
  const problems = [];
  const packages = readdirSync(join(root, "packages"));
  for (const name of packages) {
    const folder = join(root, "packages", name);
    for (const file of sources(join(folder, "src"))) {
      for (const specifier of importsOf(readFileSync(file, "utf8"))) {
        const problem = judge(name, packages, folder, file, specifier);
        if (problem !== undefined) problems.push(`${relative(root, file)} imports ${specifier}: ${problem}`);
      }
    }
  }
  return problems;
}

/**
 * @param {string} code TypeScript
 * @returns {string[]} what it imports, statically, dynamically or for types only
 */
export function importsOf(code) {
  const withoutComments = code.replace(/^\s*(\/\/.*|\/\*[\s\S]*?\*\/)/gm, "");
  const pattern = /(?:\bfrom\s*|\bimport\s*\(\s*|^\s*import\s+)(["'])([^"'\n]+)\1/gm;
  return [...withoutComments.matchAll(pattern)].map((match) => match[2] ?? "");
}

/**
 * @param {string} name the importing package
 * @param {string[]} packages all workspace packages
 * @param {string} folder the importing package's folder
 * @param {string} file the importing file
 * @param {string} specifier
 * @returns {string | undefined} what is wrong with it
 */
function judge(name, packages, folder, file, specifier) {
  if (specifier.startsWith(".")) {
    const target = relative(folder, join(dirname(file), specifier));
    return target.startsWith(`..${sep}`) ? "a relative import stays inside its package" : undefined;
  }
  if (isBuiltin(specifier)) return undefined;
  const [wanted = ""] = specifier.split("/");
  if (wanted === name || !packages.includes(wanted)) return undefined;
  const allowed = allowedImports[name];
  if (allowed === undefined) return `say in scripts/lib/dependency-arrows.mjs what ${name} may import`;
  if (allowed.includes(wanted)) return undefined;
  return allowed.length === 0
    ? `${name} imports no package of this workspace`
    : `${name} imports only ${allowed.join(" and ")}`;
}

/** @param {string} folder */
function sources(folder) {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".ts"))
    .sort()
    .map((path) => join(folder, path));
}
