/** How urgent a log entry is. */
export type LogLevel = "debug" | "info" | "warn";

/** The fields of a log entry. */
export type LogFields = Readonly<Record<string, string | number | boolean | null>>;

/** Receives log entries. Their fields hold no secret and no signature, and of the parameters of a call only IDs and names of objects. */
export type Logger = (level: LogLevel, message: string, fields: LogFields) => void;
