import type { Environment } from "../environment.ts";
import { StartError } from "./start-error.ts";

/**
 * Variables with which Bun opens its debugger, connects to one or loads code for it, in an executable that it compiled as well.
 * Source: Bun, "Debugger"; each was seen to work in an executable.
 */
const BUN_DEBUGGER_VARIABLES = [
  "BUN_INSPECT",
  "BUN_INSPECT_CONNECT_TO",
  "BUN_INSPECT_NOTIFY",
  "BUN_INSPECT_PRELOAD",
] as const;

/**
 * Makes sure that no debugger of the runtime listens: whoever reaches its port could run code with the provider's credentials, and a plugin
 * listens only where its handshake line says. On Bun the process replaces itself, under the same process ID, by one without the variables
 * that opened the debugger; this function does not return then. On Node the debugger is closed.
 *
 * @throws StartError `debugger` where neither is possible
 */
export function closeDebugger(environment: Environment): void {
  if (process.versions.bun !== undefined) restartWithoutDebugger(environment);
  else closeNodeInspector(environment);
}

function restartWithoutDebugger(environment: Environment): void {
  const set = BUN_DEBUGGER_VARIABLES.filter((name) => environment[name]);
  if (set.length === 0) return;
  try {
    const kept = Object.entries(environment).filter(([name]) => !set.some((each) => each === name));
    replaceProcess(process.execPath, commandLine(), Object.fromEntries(kept));
  } catch (cause) {
    throw new StartError(
      "debugger",
      `The provider does not start while a debugger listens: unset ${set.join(" and ")}, or start it with --debug.`,
      { cause },
    );
  }
}

/** Runs a program in the place of this one. `process.execve` is missing from Node 20, from Windows, and from the types for Node 20. */
function replaceProcess(file: string, args: readonly string[], environment: Environment): never {
  const execve: unknown = Reflect.get(process, "execve");
  if (typeof execve !== "function") throw new Error("process.execve is missing");
  execve.call(process, file, args, environment);
  throw new Error("process.execve returned");
}

/** The command line that started this process; the path of a script within an executable is not a part of it. */
function commandLine(): string[] {
  const [, script = "", ...args] = process.argv;
  return script.startsWith("/$bunfs/")
    ? [process.argv0, ...args]
    : [process.argv0, ...process.execArgv, script, ...args];
}

/** The module is only loaded where an option may have opened the inspector. */
function closeNodeInspector(environment: Environment): void {
  const options = [environment.NODE_OPTIONS, ...process.execArgv].join(" ");
  if (options.includes("--inspect")) process.getBuiltinModule("node:inspector").close();
}
