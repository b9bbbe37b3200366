/**
 * Error codes that go away by themselves, whatever their HTTP status. Sources: ECS API reference, common errors; the two
 * last are those of the Apsara Stack gateway that its Terraform provider repeats as well.
 */
const transientCodes: readonly RegExp[] = [
  /^InternalError(?:\.|$)/,
  /^ServiceUnavailable(?:\.|$)/,
  /^SignatureNonceUsed$/,
  /^Operation\.?Conflict$/,
  /^RequestTimeout$/,
  /^asapi\.server\.timeout/,
];

/** Codes that say that the same token is being worked on. */
const inProgressCodes = new Set(["IdempotentProcessing", "LastTokenProcessing"]);

/** Whether a refused call may be repeated because of its code. */
export function isTransientCode(code: string | null): boolean {
  return code !== null && (isInProgressCode(code) || transientCodes.some((pattern) => pattern.test(code)));
}

/** Whether an earlier call with the same client token is still being carried out. */
export function isInProgressCode(code: string | null): boolean {
  return code !== null && inProgressCodes.has(code);
}

/** Whether the code leaves open if the work was done: a time-out behind the gateway, or an earlier call still at work. */
export function leavesOutcomeOpen(code: string | null): boolean {
  return code !== null && (isInProgressCode(code) || /^RequestTimeout$|^asapi\.server\.timeout/.test(code));
}
