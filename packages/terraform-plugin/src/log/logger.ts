import type { Environment } from "../environment.ts";
import {
  isAnyThresholdSet,
  LOG_LEVELS,
  type LogLevel,
  type LogThreshold,
  logThreshold,
} from "./log-level.ts";
import { type LogFields, logLine } from "./log-line.ts";
import { requestContext } from "./request-context.ts";
import { writeStderr } from "./stderr.ts";

export { maskSecret } from "../text/redaction.ts";
export type { LogLevel } from "./log-level.ts";
export type { LogFields } from "./log-line.ts";

/** Writes lines to the host's log. */
export interface Logger {
  /** Whether lines of this level are written; ask before computing something only for the log. */
  isEnabled(level: LogLevel): boolean;
  trace(message: string, fields?: LogFields): void;
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
}

/** What the loggers of this process depend on. */
export interface LogConfiguration {
  readonly environment: Environment;
  /** The provider's type, such as `aws`: part of the variables users set. */
  readonly provider: string | undefined;
  readonly write: (line: string) => void;
}

let configuration: LogConfiguration = { environment: process.env, provider: undefined, write: writeStderr };

/** Counts the changes of the configuration: what was derived from an older one is derived again. */
let generation = 0;

let anyOn = { generation: -1, value: false };

/** Changes what all loggers depend on, those that exist already included. */
export function configureLog(changes: Partial<LogConfiguration>): void {
  configuration = { ...configuration, ...changes };
  generation++;
}

/** Whether any logger of this process may write anything: what is only for the log need not be prepared otherwise. */
export function isLogOn(): boolean {
  if (anyOn.generation !== generation) {
    anyOn = { generation, value: isAnyThresholdSet(configuration.environment) };
  }
  return anyOn.value;
}

/**
 * Returns the logger of a subsystem, or without a name the provider's own. Lines go to standard error as JSON, every text in them a
 * `safeText`; `TF_LOG`, `TF_LOG_PROVIDER`, `TF_LOG_PROVIDER_<PROVIDER>` and
 * `TF_LOG_PROVIDER_<PROVIDER>_<SUBSYSTEM>` say which are written. A line that is not written costs next to nothing.
 */
export function logger(subsystem?: string): Logger {
  const module = subsystem === undefined ? "provider" : `provider.${subsystem}`;
  let knownGeneration = -1;
  let threshold: LogThreshold = "off";

  const isEnabled = (level: LogLevel): boolean => {
    if (knownGeneration !== generation) {
      threshold = logThreshold(configuration.environment, configuration.provider, subsystem);
      knownGeneration = generation;
    }
    return threshold !== "off" && LOG_LEVELS.indexOf(level) >= LOG_LEVELS.indexOf(threshold);
  };
  const log =
    (level: LogLevel) =>
    (message: string, fields: LogFields = {}) => {
      if (!isEnabled(level)) return;
      const request = requestContext();
      const entry = { level, module, message, fields: { ...request?.fields, ...fields }, time: new Date() };
      configuration.write(logLine(entry, request?.redact));
    };
  return {
    isEnabled,
    trace: log("trace"),
    debug: log("debug"),
    info: log("info"),
    warn: log("warn"),
    error: log("error"),
  };
}
