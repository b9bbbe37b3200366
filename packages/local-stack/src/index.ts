export type { LoggedRequest } from "./admin/request-log.ts";
export { LocalStackError, type LocalStackErrorCode } from "./errors/local-stack-error.ts";
export type { FaultKind, FaultRule } from "./faults/fault-rule.ts";
export { type LocalStack, startLocalStack } from "./local-stack.ts";
export type { LocalStackOptions } from "./options/settings.ts";
