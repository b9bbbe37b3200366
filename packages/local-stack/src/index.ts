export type { FaultKind, FaultRule } from "./faults.ts";
export { type LocalStack, startLocalStack } from "./local-stack.ts";
export { LocalStackError, type LocalStackOptions } from "./options.ts";
export type { LoggedRequest } from "./request-log.ts";
