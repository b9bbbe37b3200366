// npm run local-stack -- [options]: runs local-stack in the foreground, building it first when needed.
import { pathToFileURL } from "node:url";
import { build } from "./build.mjs";
import { localStackBundle } from "./lib/project.mjs";
import { runScript } from "./lib/script.mjs";

await runScript(import.meta.url, async (args) => {
  // The first line on stdout is local-stack's, for programs to read.
  await build(console.error);
  process.argv = [process.execPath, localStackBundle, ...args];
  await import(pathToFileURL(localStackBundle).href);
});
