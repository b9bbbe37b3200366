// Asks the system whether a process still runs.

/**
 * Whether there is a process with that ID, of this user or of another one.
 * @param {number} pid greater than 0
 * @returns {boolean}
 */
export function isProcessAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
