import { writeSync } from "node:fs";

const STDERR = 2;

/** How long a full pipe may hold up the process before a text is dropped, in milliseconds, and how long to sleep between. */
const MAX_WAIT_MS = 1000;
const RETRY_MS = 2;

let isBroken = false;

/**
 * Writes to standard error and returns when the text has left the process, so that nothing is lost when the process ends
 * right after. When the host no longer reads, what is written is dropped: a log must never stop the work.
 */
export function writeStderr(text: string): void {
  let rest: Uint8Array = Buffer.from(text, "utf8");
  let waitedMs = 0;
  while (rest.length > 0 && !isBroken) {
    try {
      rest = rest.subarray(writeSync(STDERR, rest));
    } catch (error) {
      if (!isFullPipe(error)) {
        isBroken = true;
      } else {
        if (waitedMs >= MAX_WAIT_MS) return;
        waitedMs += RETRY_MS;
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, RETRY_MS);
      }
    }
  }
}

/** A pipe is non-blocking when whoever shares it made it so. */
function isFullPipe(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "EAGAIN";
}
