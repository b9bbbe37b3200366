import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { isProcessAlive } from "../../scripts/lib/process-alive.mjs";

/** Wrappers of terraform and the provider that record process IDs, so that a test can kill exactly these processes. */
export class TrackedPrograms {
  /** Path of the script to start in place of terraform. */
  readonly terraform: string;
  /** Path of the script to start in place of the provider. */
  readonly provider: string;
  readonly #folder: string;

  constructor(terraform: string, provider: string) {
    this.#folder = mkdtempSync(join(tmpdir(), "chaos-programs-"));
    this.terraform = this.#wrap("terraform", terraform);
    this.provider = this.#wrap("provider", provider);
  }

  /** Forgets the processes started so far. */
  reset(): void {
    for (const name of ["terraform", "provider"]) rmSync(this.#pidFile(name), { force: true });
  }

  /** Kills the running processes of a program, as `kill -9` does. Returns whether there were any. */
  kill(name: "terraform" | "provider"): boolean {
    const pids = this.running(name);
    for (const pid of pids) process.kill(pid, "SIGKILL");
    return pids.length > 0;
  }

  /** Waits until all providers have ended. Returns false when one still runs after the timeout. */
  async waitForProviders(timeoutMs: number): Promise<boolean> {
    const deadline = performance.now() + timeoutMs;
    while (this.running("provider").length > 0) {
      if (performance.now() > deadline) return false;
      await sleep(10);
    }
    return true;
  }

  /** IDs of the running processes of a program. */
  running(name: "terraform" | "provider"): readonly number[] {
    if (!existsSync(this.#pidFile(name))) return [];
    const pids = readFileSync(this.#pidFile(name), "utf8").trim().split("\n").map(Number);
    return pids.filter((pid) => pid > 0 && isProcessAlive(pid));
  }

  /** Removes the wrappers. */
  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #pidFile(name: string): string {
    return join(this.#folder, `${name}.pids`);
  }

  #wrap(name: string, program: string): string {
    const path = join(this.#folder, name);
    // A program that replaces its shell keeps the shell's process ID.
    writeFileSync(path, `#!/bin/sh\necho $$ >> '${this.#pidFile(name)}'\nexec '${program}' "$@"\n`);
    chmodSync(path, 0o755);
    return path;
  }
}
