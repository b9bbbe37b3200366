export type { LoggedRequest } from "./admin/request-log.ts";
export type { FaultKind, FaultRule } from "./faults/fault-rules.ts";
export { type LocalStack, startLocalStack } from "./local-stack.ts";
export { LocalStackError, type LocalStackOptions } from "./options.ts";
