import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** Programs that note their process IDs when they start, so that exactly they can be killed. */
export class Processes {
  /** Stands in for terraform. */
  readonly terraform: string;
  /** Stands in for the provider. */
  readonly provider: string;
  readonly #folder: string;

  constructor(terraform: string, provider: string) {
    this.#folder = mkdtempSync(join(tmpdir(), "chaos-processes-"));
    this.terraform = this.#standIn("terraform", terraform);
    this.provider = this.#standIn("provider", provider);
  }

  /** Forgets the processes so far. */
  forget(): void {
    for (const name of ["terraform", "provider"]) rmSync(this.#notes(name), { force: true });
  }

  /** Ends the running processes of a program at once, as `kill -9` does; false when there are none. */
  kill(name: "terraform" | "provider"): boolean {
    const alive = this.alive(name);
    for (const id of alive) process.kill(id, "SIGKILL");
    return alive.length > 0;
  }

  /** Waits until no provider runs any more; false when some outlive the time. */
  async providersEnded(withinMs: number): Promise<boolean> {
    const deadline = performance.now() + withinMs;
    while (this.alive("provider").length > 0) {
      if (performance.now() > deadline) return false;
      await sleep(10);
    }
    return true;
  }

  /** The processes of a program that run. */
  alive(name: "terraform" | "provider"): readonly number[] {
    if (!existsSync(this.#notes(name))) return [];
    const ids = readFileSync(this.#notes(name), "utf8").trim().split("\n").map(Number);
    return ids.filter((id) => id > 0 && isAlive(id));
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #notes(name: string): string {
    return join(this.#folder, `${name}.pids`);
  }

  #standIn(name: string, program: string): string {
    const path = join(this.#folder, name);
    // A program that replaces its shell keeps the shell's process ID.
    writeFileSync(path, `#!/bin/sh\necho $$ >> '${this.#notes(name)}'\nexec '${program}' "$@"\n`);
    chmodSync(path, 0o755);
    return path;
  }
}

function isAlive(id: number): boolean {
  try {
    process.kill(id, 0);
    return true;
  } catch {
    return false;
  }
}
