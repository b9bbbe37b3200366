import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

import { build } from "esbuild";

/** The first line of the program on stdout, and the port of its endpoint. */
export interface StartLine {
  readonly endpoint: string;
  readonly port: number;
  readonly region: string;
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  readonly instanceIds: readonly string[];
  readonly snapshotIds: readonly string[];
  readonly caFile?: string;
}

/** A program that is running, for tests. */
export interface RunningProgram {
  readonly child: ChildProcess;
  /** The first line as it was printed. */
  readonly line: string;
  readonly startLine: StartLine;
  /** What it has printed on stderr so far. */
  stderr(): string;
  /** Sends the signal and waits for the end; returns the exit code and the signal that ended it. */
  end(signal: NodeJS.Signals): Promise<readonly [number | null, string | null]>;
}

/** The program as it is released, one file, built for tests. */
export class TestProgram {
  /** A folder for the program and whatever a test keeps; gone after `remove`. */
  readonly folder: string;
  readonly #file: string;
  readonly #children = new Set<ChildProcess>();

  private constructor(folder: string, file: string) {
    this.folder = folder;
    this.#file = file;
  }

  static async build(): Promise<TestProgram> {
    const folder = await mkdtemp(join(tmpdir(), "local-stack-"));
    const outfile = join(folder, "main.mjs");
    await build({
      entryPoints: [fileURLToPath(new URL("../cli/main.ts", import.meta.url))],
      bundle: true,
      platform: "node",
      format: "esm",
      outfile,
      logLevel: "silent",
    });
    return new TestProgram(folder, outfile);
  }

  /** Removes the folder, and kills what a failed test left running. */
  async remove(): Promise<void> {
    for (const child of this.#children) child.kill("SIGKILL");
    await rm(this.folder, { recursive: true });
  }

  /** Starts the program and waits for its first line; `nodeOptions` go to Node itself. */
  async start(args: readonly string[], nodeOptions: readonly string[] = []): Promise<RunningProgram> {
    const { child, texts } = this.#spawn(args, nodeOptions);
    if (child.stdout === null) throw new Error("The program has no output.");
    const exit = once(child, "close");
    const ended = exit.then(() => {
      throw new Error(`The program ended: ${texts.stderr}`);
    });
    ended.catch(() => undefined);
    const [line] = await Promise.race([once(createInterface({ input: child.stdout }), "line"), ended]);
    const startLine: StartLine = JSON.parse(line);
    return {
      child,
      line,
      startLine: { ...startLine, port: Number(new URL(startLine.endpoint).port) },
      stderr: () => texts.stderr,
      async end(signal) {
        child.kill(signal);
        const [code, by] = await exit;
        return [code, by];
      },
    };
  }

  /** Runs the program until it ends by itself. */
  async runToEnd(...args: string[]): Promise<{ code: number | null; stdout: string; stderr: string }> {
    const { child, texts } = this.#spawn(args, []);
    const [code] = await once(child, "close");
    return { code, ...texts };
  }

  #spawn(args: readonly string[], nodeOptions: readonly string[]) {
    const child = spawn(process.execPath, [...nodeOptions, this.#file, ...args], {
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.#children.add(child);
    child.once("exit", () => this.#children.delete(child));
    const texts = { stdout: "", stderr: "" };
    child.stdout?.on("data", (chunk) => (texts.stdout += chunk));
    child.stderr?.on("data", (chunk) => (texts.stderr += chunk));
    return { child, texts };
  }
}
