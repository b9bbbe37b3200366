// Bundles a package's main.ts into one file for Node, with esbuild.
import { publishText } from "./files.mjs";
import { projectVersion, root } from "./project.mjs";
import { UserError } from "./script.mjs";

/** The oldest Node the bundle must run on. */
const target = "node20.18";

/**
 * A script for Node that runs under any file name and beside any package.json: terraform starts a provider by the path of a file
 * without an extension, and Node then goes by the nearest package.json, which the user may have written. So the code is valid as
 * CommonJS and as an ES module, and makes its own `require` where there is none.
 */
const scriptHead =
  "#!/usr/bin/env node\n" +
  'var require=typeof require=="function"?require:process.getBuiltinModule("node:module").createRequire(process.execPath);';

/** An ES module that can bundle CommonJS packages: those call `require` for Node's own modules. */
const moduleHead =
  'import{createRequire as __createRequire}from"node:module";const require=__createRequire(import.meta.url);';

/**
 * @param {string} entry a source file, relative to the root of the checkout
 * @param {"script" | "module"} kind `script`: runs under any name; `module`: an ES module, named .mjs
 * @returns {Promise<string>} the code, minified. A dynamic `import()` of a bundled package still runs that package on first use only
 */
export async function bundle(entry, kind) {
  const { build } = await import("esbuild");
  const result = await build({
    absWorkingDir: root,
    entryPoints: [entry],
    bundle: true,
    write: false,
    platform: "node",
    target,
    format: kind === "script" ? "cjs" : "esm",
    minify: true,
    legalComments: "none",
    define: { __VERSION__: JSON.stringify(projectVersion()) },
    banner: kind === "module" ? { js: moduleHead } : {},
    logLevel: "silent",
  }).catch((/** @type {import("esbuild").BuildFailure} */ failure) => {
    throw new UserError(`${entry} cannot be bundled:\n\n${describe(failure)}`);
  });
  const [file] = result.outputFiles;
  if (file === undefined) throw new Error(`esbuild wrote nothing for ${entry}`);
  return file.text;
}

/**
 * Puts a bundle in its place as an executable script.
 * @param {string} code from `bundle(…, "script")`
 * @param {string} file
 */
export function publishScript(code, file) {
  publishText(file, `${scriptHead}${code}`, 0o755);
}

/** @param {import("esbuild").BuildFailure} failure */
function describe(failure) {
  if (!Array.isArray(failure.errors) || failure.errors.length === 0) return String(failure);
  return failure.errors
    .map(({ location, text }) => (location ? `${location.file}:${location.line}: ${text}` : text))
    .join("\n");
}
