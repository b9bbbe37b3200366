import { readFile, rm, writeFile } from "node:fs/promises";
import { resolve } from "node:path";

/** The files locked by this process: its own ID in a lock file may also be that of a process that is gone. */
const lockedHere = new Set<string>();

/**
 * Makes sure that no other stack writes the same file, through a file with the ID of this process beside it. Rejects with
 * an Error, a sentence for the user, when the file is in use or its folder cannot be written. The lock of a process that
 * is gone does not count. Resolves to what takes the lock off.
 */
export async function lockStateFile(path: string): Promise<() => Promise<void>> {
  const lock = `${resolve(path)}.lock`;
  while (!(await takeLock(lock, path))) {
    const holder = lockedHere.has(lock) ? process.pid : await holderOf(lock);
    if (holder !== undefined) {
      throw new Error(
        `The state file ${path} is in use by process ${holder}: stop that one, or choose another file. If process ${holder} is no local stack, remove ${lock}.`,
      );
    }
    await rm(lock, { force: true });
  }
  lockedHere.add(lock);
  return async () => {
    lockedHere.delete(lock);
    await rm(lock, { force: true });
  };
}

/** False when there is a lock already. */
async function takeLock(lock: string, path: string): Promise<boolean> {
  try {
    await writeFile(lock, String(process.pid), { flag: "wx" });
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
    throw new Error(`The state file ${path} cannot be written.`, { cause: error });
  }
}

/** The process that holds the lock; undefined when it is gone. */
async function holderOf(lock: string): Promise<number | undefined> {
  const id = Number(await readFile(lock, "utf8").catch(() => ""));
  if (!Number.isInteger(id) || id <= 0 || id === process.pid) return undefined;
  try {
    process.kill(id, 0);
    return id;
  } catch (error) {
    // Whoever may not be sent a signal is there all the same.
    return codeOf(error) === "EPERM" ? id : undefined;
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : undefined;
}
