import { LocalStackError } from "../errors/local-stack-error.ts";
import { isOptionName, type OptionName, optionNames, optionTable } from "../options/option-table.ts";
import { isJsonObject, type JsonObject, type JsonValue } from "../wire/json.ts";
import type { AdminParts } from "./admin-parts.ts";

/** The options that can be changed while the stack runs. */
export const liveOptionNames = optionNames.filter((name) => optionTable[name].isLive);

/**
 * Changes how the stack behaves from now on. What is left out stays; null turns off what can be turned off. Returns
 * all live options afterwards. Throws an InvalidRequest error, and changes nothing, when any name or value is wrong.
 */
export function changeOptions(parts: AdminParts, body: JsonValue | undefined): JsonObject {
  if (!isJsonObject(body)) throw new LocalStackError("InvalidRequest", "The options must be a JSON object.");
  const changes = Object.fromEntries(
    Object.entries(body).map(([name, value]) => [name, readOption(name, value ?? undefined)]),
  );
  parts.settings.change(changes);
  // A seed restarts its sequence even if it is the one in force.
  if (typeof body.chaos === "string") parts.chaos.restart();
  return readOptions(parts);
}

/** The live options and their values. One that is off is null. */
export function readOptions({ settings }: AdminParts): JsonObject {
  return Object.fromEntries(liveOptionNames.map((name) => [name, settings.current[name] ?? null]));
}

function readOption(name: string, value: JsonValue | undefined): JsonValue | undefined {
  if (!isLiveOption(name)) {
    throw new LocalStackError(
      "InvalidRequest",
      `"${name}" is not an option that can be changed; the options are ${liveOptionNames.join(", ")}.`,
    );
  }
  const { kind } = optionTable[name];
  if (!kind.accepts(value)) {
    const rule = kind.isOptional ? `${kind.rule}, or null` : kind.rule;
    throw new LocalStackError("InvalidRequest", `"${name}" must be ${rule}.`);
  }
  return value;
}

function isLiveOption(name: string): name is OptionName {
  return isOptionName(name) && optionTable[name].isLive;
}
