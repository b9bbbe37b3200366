import { type ChildProcess, spawn } from "node:child_process";
import type { Environment } from "../../environment.ts";

/** How a command ended. */
export interface CommandResult {
  /** 128 and the signal's number when a signal ended it, as in a shell. */
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A command under way. */
export interface RunningCommand {
  /** Rejects when the command cannot be started or takes too long; not for an exit code. */
  readonly result: Promise<CommandResult>;
  /** Resolves once standard output or error matches; rejects when the command ends without. */
  output(pattern: RegExp): Promise<void>;
  /** Ctrl-C: SIGINT to the command and everything it started. */
  interrupt(): void;
  /** Ends the command and everything it started at once. */
  kill(): void;
}

/** Where and how long a command runs. */
export interface CommandOptions {
  readonly folder: string;
  readonly environment: Environment;
  readonly timeoutMs: number;
}

const SIGNAL_EXIT_CODES: Readonly<Partial<Record<NodeJS.Signals, number>>> = {
  SIGINT: 130,
  SIGKILL: 137,
  SIGTERM: 143,
};

/** Commands that must not outlive this process. */
const running = new Set<ChildProcess>();

/** Starts a command in a process group of its own, without standard input. */
export function startCommand(
  program: string,
  args: readonly string[],
  options: CommandOptions,
): RunningCommand {
  const { folder, environment, timeoutMs } = options;
  const child = spawn(program, args, {
    cwd: folder,
    env: { ...environment },
    stdio: ["ignore", "pipe", "pipe"],
    detached: process.platform !== "win32",
  });
  keepTrackOf(child);
  const output = new Output();
  child.stdout.setEncoding("utf8").on("data", (text: string) => output.add("stdout", text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => output.add("stderr", text));

  const result = new Promise<CommandResult>((resolve, reject) => {
    let timedOut = false;
    const timer = setTimeout(() => {
      timedOut = true;
      signalGroup(child, "SIGKILL");
    }, timeoutMs);
    const ended = (end: () => void) => {
      clearTimeout(timer);
      running.delete(child);
      output.end();
      end();
    };
    child.on("error", (error) => ended(() => reject(error)));
    child.on("close", (code, signal) =>
      ended(() => {
        const { stdout, stderr } = output;
        const exitCode = code ?? (signal && SIGNAL_EXIT_CODES[signal]) ?? 1;
        if (!timedOut) resolve({ exitCode, stdout, stderr });
        else
          reject(
            new Error(`${program} ${args.join(" ")} took longer than ${timeoutMs} ms\n${stdout}\n${stderr}`),
          );
      }),
    );
  });
  // Whoever started the command may await its output first and find the failure there.
  result.catch(() => {});
  return {
    result,
    output: (pattern) => output.matching(pattern),
    interrupt: () => signalGroup(child, "SIGINT"),
    kill: () => signalGroup(child, "SIGKILL"),
  };
}

/** What a command has written so far, and who waits for more. */
class Output {
  stdout = "";
  stderr = "";
  #ended = false;
  readonly #waiting = new Set<() => void>();

  add(stream: "stdout" | "stderr", text: string): void {
    this[stream] += text;
    for (const check of [...this.#waiting]) check();
  }

  end(): void {
    this.#ended = true;
    for (const check of [...this.#waiting]) check();
  }

  matching(pattern: RegExp): Promise<void> {
    return new Promise((resolve, reject) => {
      const check = () => {
        const found = pattern.test(this.stdout) || pattern.test(this.stderr);
        if (!found && !this.#ended) return;
        this.#waiting.delete(check);
        if (found) resolve();
        else
          reject(new Error(`the command ended without writing ${pattern}\n${this.stdout}\n${this.stderr}`));
      };
      this.#waiting.add(check);
      check();
    });
  }
}

let killsAtExit = false;

function keepTrackOf(child: ChildProcess): void {
  running.add(child);
  if (killsAtExit) return;
  killsAtExit = true;
  process.once("exit", () => {
    for (const each of running) signalGroup(each, "SIGKILL");
  });
}

/** The group holds the providers that Terraform started as well. */
function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined || !running.has(child)) return;
  try {
    if (process.platform === "win32") child.kill(signal);
    else process.kill(-child.pid, signal);
  } catch {
    // It has ended in the meantime.
  }
}
