import type { Environment } from "../environment.ts";

/** Levels of log lines, from the most to the least detailed. */
export const LOG_LEVELS = ["trace", "debug", "info", "warn", "error"] as const;

export type LogLevel = (typeof LOG_LEVELS)[number];

/** What a logger writes: lines of this level and above, or nothing. */
export type LogThreshold = LogLevel | "off";

/**
 * Finds out what a logger writes from the variables users set, the most specific first:
 * `TF_LOG_PROVIDER_<PROVIDER>_<SUBSYSTEM>`, `TF_LOG_PROVIDER_<PROVIDER>`, `TF_LOG_PROVIDER`, `TF_LOG`.
 * None set means off: the host throws every line away. A value that is no level means trace, as in Terraform; so does JSON,
 * which asks for Terraform's own format. Source: Terraform, "Debugging"; terraform-plugin-log.
 */
export function logThreshold(
  environment: Environment,
  provider: string | undefined,
  subsystem: string | undefined,
): LogThreshold {
  const ofProvider = provider === undefined ? undefined : `TF_LOG_PROVIDER_${variablePart(provider)}`;
  const ofSubsystem =
    ofProvider === undefined || subsystem === undefined
      ? undefined
      : `${ofProvider}_${variablePart(subsystem)}`;
  for (const variable of [ofSubsystem, ofProvider, "TF_LOG_PROVIDER", "TF_LOG"]) {
    const value = variable === undefined ? "" : (environment[variable] ?? "");
    if (value !== "") return parseThreshold(value);
  }
  return "off";
}

/** Whether one of those variables is set to a level, whichever provider or subsystem it is for. */
export function isAnyThresholdSet(environment: Environment): boolean {
  return Object.entries(environment).some(
    ([name, value]) => /^TF_LOG(_PROVIDER(_.+)?)?$/.test(name) && value && parseThreshold(value) !== "off",
  );
}

function variablePart(name: string): string {
  return name.toUpperCase().replace(/[^A-Z0-9]+/g, "_");
}

function parseThreshold(value: string): LogThreshold {
  const level = value.trim().toLowerCase();
  if (level === "off") return "off";
  return LOG_LEVELS.find((known) => known === level) ?? "trace";
}
