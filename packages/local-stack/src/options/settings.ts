import { isIPv4 } from "node:net";

import { LocalStackError } from "../errors/local-stack-error.ts";
import { type Option, type OptionName, optionNames, optionTable } from "./option-table.ts";

/** The value of every option. */
export type Settings = {
  readonly [Name in OptionName]: (typeof optionTable)[Name] extends Option<infer T> ? T : never;
};

/** The options of `startLocalStack`. Each has a default. */
export type LocalStackOptions = { readonly [Name in OptionName]?: Settings[Name] | undefined } & {
  /** Called with a line for every call; nothing is logged by default. */
  readonly log?: ((line: string) => void) | undefined;
};

/**
 * Fills in the defaults. Throws an InvalidOption error that names the first option whose value breaks its rule; `shownAs`
 * gives the name that the person who set it knows.
 */
export function resolveSettings(
  options: Readonly<Record<string, unknown>>,
  shownAs: (name: OptionName) => string = (name) => name,
): Settings {
  const values = optionNames.map((name) => {
    const value = options[name] ?? optionTable[name].defaultValue;
    checkOption(name, value, shownAs(name));
    return [name, value];
  });
  // The parsing edge: each value was accepted by the option of its name, which is what Settings says of it.
  const settings = Object.fromEntries(values) as Settings;
  if (!settings.allowRemote && !isLoopback(settings.host)) {
    throw new LocalStackError(
      "InvalidOption",
      `${shownAs("host")} is ${settings.host}, which is not a loopback address: whoever reaches it could use the stack. To allow it, add ${shownAs("allowRemote")}.`,
    );
  }
  return settings;
}

/** Throws an InvalidOption error that says what `shownAs` must be when the option does not take the value. */
function checkOption(name: OptionName, value: unknown, shownAs: string): void {
  const { kind } = optionTable[name];
  // The value is left out of the message: it may be a secret.
  if (!kind.accepts(value)) throw new LocalStackError("InvalidOption", `${shownAs} must be ${kind.rule}.`);
}

/** Whether the host, without a port, is this machine and no other. */
export function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || (isIPv4(host) && host.startsWith("127."));
}
