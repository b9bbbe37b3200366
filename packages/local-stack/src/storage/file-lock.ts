import { randomBytes } from "node:crypto";
import { link, readFile, rm, writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { setTimeout } from "node:timers/promises";

import { LocalStackError } from "../errors/local-stack-error.ts";
import { errorCodeOf } from "./error-code.ts";

/** How long to wait before looking again at a stale lock that another process is removing. */
const RETRY_MS = 5;

/** The claims of this process: its ID in a lock file may also be that of a process that is gone. */
const ownClaims = new Set<string>();

/** Who holds a lock. */
interface Claim {
  readonly processId: number;
  /** Different for every lock that was ever taken. */
  readonly id: string;
}

/**
 * Locks a file for this process, through `FILE.lock` beside it. Resolves to what unlocks it. The lock of a process
 * that is gone does not count. Rejects with a StateFileInUse error when another process, or this one, holds the lock,
 * and with a StateFileNotWritable error when the folder cannot be written.
 *
 * Of several processes that find the same stale lock exactly one gets it: whoever removes a stale lock must hold a
 * lock on that very lock, named for its claim, and must find the claim still there. A removal that died half-way is
 * stale itself and removed in the same way. Test: storage/file-lock.test.ts, "races".
 */
export async function lockFile(path: string): Promise<() => Promise<void>> {
  const lock = `${resolve(path)}.lock`;
  const claim = { processId: process.pid, id: randomBytes(8).toString("hex") };
  ownClaims.add(claim.id);
  const unlock = async () => {
    // Somebody who removed the lock by hand may have made room for another process.
    if ((await read(lock))?.id === claim.id) await rm(lock, { force: true });
    ownClaims.delete(claim.id);
  };
  try {
    const holder = await take(lock, claim);
    if (holder === undefined) return unlock;
    const { processId } = holder;
    throw new LocalStackError(
      "StateFileInUse",
      `The state file ${path} is in use by process ${processId}: stop that one, or choose another file. If process ${processId} is not a local stack, remove ${lock}.`,
    );
  } catch (error) {
    ownClaims.delete(claim.id);
    if (error instanceof LocalStackError) throw error;
    throw new LocalStackError("StateFileNotWritable", `The state file ${path} cannot be written.`, error);
  }
}

/** Takes the lock; returns the process that holds it when there is one. */
async function take(lock: string, claim: Claim): Promise<Claim | undefined> {
  while (!(await create(lock, claim))) {
    const holder = await read(lock);
    if (holder === undefined) continue;
    if (isAlive(holder)) return holder;
    await removeStale(lock, holder, claim);
  }
  return undefined;
}

/** Removes the lock if it is still that of `stale`. Waits instead when another process is doing so. */
async function removeStale(lock: string, stale: Claim, claim: Claim): Promise<void> {
  const removal = `${lock}.${stale.id}`;
  if ((await take(removal, claim)) !== undefined) {
    await setTimeout(RETRY_MS);
    return;
  }
  try {
    if ((await read(lock))?.id === stale.id) await rm(lock, { force: true });
  } finally {
    await rm(removal, { force: true });
  }
}

/** Creates the lock with its content in one step; false when there is a lock already. */
async function create(lock: string, { processId, id }: Claim): Promise<boolean> {
  const temporary = `${lock}.${id}.tmp`;
  await writeFile(temporary, `${processId} ${id}`, { flag: "wx" });
  try {
    await link(temporary, lock);
    return true;
  } catch (error) {
    if (errorCodeOf(error) === "EEXIST") return false;
    throw error;
  } finally {
    await rm(temporary, { force: true });
  }
}

/** The claim in a lock; undefined when there is no lock. A damaged lock counts as that of a process that is gone. */
async function read(lock: string): Promise<Claim | undefined> {
  try {
    const text = await readFile(lock, "utf8");
    const [, processId = "0", id = "unknown"] = /^(\d{1,10})(?: ([0-9a-f]+))?$/.exec(text) ?? [];
    return { processId: Number(processId), id };
  } catch (error) {
    if (errorCodeOf(error) === "ENOENT") return undefined;
    throw error;
  }
}

function isAlive({ processId, id }: Claim): boolean {
  if (processId === process.pid) return ownClaims.has(id);
  if (processId <= 0) return false;
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    // A process that this one may not signal is there all the same.
    return errorCodeOf(error) === "EPERM";
  }
}
