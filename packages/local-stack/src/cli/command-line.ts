import { parseArgs } from "node:util";

import { LocalStackError } from "../errors/local-stack-error.ts";
import { type OptionName, optionNames, optionTable } from "../options/option-table.ts";
import { type LocalStackOptions, resolveSettings } from "../options/settings.ts";

/** The flags that only the command line has, in the order in which the usage text shows them. */
export const commandFlags = {
  quiet: { type: "boolean", summary: "do not log calls on stderr" },
  help: { type: "boolean", short: "h", summary: "show this text" },
  version: { type: "boolean", summary: "show the version" },
} as const;

/** What a command line requests. */
export type Command = { readonly kind: "help" } | { readonly kind: "version" } | StartCommand;

/** Asks for a stack. */
export interface StartCommand {
  readonly kind: "start";
  readonly options: LocalStackOptions;
  readonly quiet: boolean;
}

/**
 * Reads the arguments of the command. Throws an InvalidOption error, one sentence that names the argument, for a bad
 * one.
 */
export function readCommandLine(args: readonly string[]): Command {
  const values = parse(args);
  if (values.help === true) return { kind: "help" };
  if (values.version === true) return { kind: "version" };
  const options: Partial<Record<OptionName, unknown>> = {};
  for (const name of optionNames) {
    const { flag, kind } = optionTable[name];
    const given = flag === undefined ? undefined : values[flag];
    if (given === undefined) continue;
    const value = kind.parse(String(given));
    if (value === undefined) {
      throw new LocalStackError("InvalidOption", `--${flag} must be ${kind.rule}, not "${given}".`);
    }
    options[name] = value;
  }
  return { kind: "start", options: resolveSettings(options, flagOf), quiet: values.quiet === true };
}

function parse(args: readonly string[]): Readonly<Record<string, string | boolean | undefined>> {
  const options = Object.fromEntries(
    optionNames.flatMap((name) => {
      const { flag, kind } = optionTable[name];
      return flag === undefined ? [] : [[flag, { type: kind.isFlag ? "boolean" : "string" } as const]];
    }),
  );
  try {
    return parseArgs({ args: [...args], options: { ...options, ...commandFlags } }).values;
  } catch (error) {
    // Only the first sentence is about the argument; the others explain how to pass one that looks like an option.
    const sentence = error instanceof Error ? error.message.split(/\. |\n/)[0] : String(error);
    throw new LocalStackError("InvalidOption", `${sentence}; --help shows the options.`, error);
  }
}

function flagOf(name: OptionName): string {
  return `--${optionTable[name].flag ?? name}`;
}
