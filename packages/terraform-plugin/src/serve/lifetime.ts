import { logger } from "../log/logger.ts";
import { writeStderr } from "../log/stderr.ts";
import { safeText } from "../text/safe-text.ts";
import { writeFirstLine } from "./first-line.ts";
import { StartError } from "./start-error.ts";

/** The exit code of a crashed Go program, which hosts are used to, and that of one that could not start. */
const CRASH_EXIT_CODE = 2;
const START_ERROR_EXIT_CODE = 1;

/** Exit codes of a process ended by a signal: 128 and the signal's number. */
const EXIT_CODE_OF_SIGNAL = { SIGTERM: 143, SIGHUP: 129 } as const;

const PARENT_CHECK_INTERVAL_MS = 1000;

const log = logger("serve");

/**
 * Lets the process survive Ctrl-C, which a terminal sends to the host and to its plugins: the host requests a stop by RPC, and operations
 * under way end in order. SIGTERM and SIGHUP end the process as they would by default, but through `process.exit`, so that its "exit"
 * listeners can clean up. SIGUSR1 does nothing: by default it opens the debugger of Node on a port, and ends Bun.
 */
export function handleSignals(): void {
  process.on("SIGUSR1", () => {});
  process.on("SIGINT", () => log.info("received an interrupt signal; the host decides what to stop"));
  for (const [signal, exitCode] of Object.entries(EXIT_CODE_OF_SIGNAL)) {
    process.on(signal, () => process.exit(exitCode));
  }
}

/**
 * Ends the process at an error nobody caught, with a text that the host recognises as a crash and shows to its user.
 * Source: Terraform, internal/logging: a line that starts with `panic: ` begins a report.
 */
export function reportCrashes(): void {
  process.on("uncaughtException", crash);
  process.on("unhandledRejection", crash);
}

/**
 * Ends the process because of an error that it cannot recover from. Hosts with go-plugin 1.7, such as OpenTofu 1.12, show nothing of standard
 * error unless they log. What keeps a plugin from starting is therefore written in place of the handshake too, which every host shows.
 */
export function crash(error: unknown): never {
  writeStderr(crashReport(error));
  if (error instanceof StartError) writeFirstLine(safeText(`${error.message}\n`));
  process.exit(error instanceof StartError ? START_ERROR_EXIT_CODE : CRASH_EXIT_CODE);
}

/**
 * The text for an error nobody caught: `panic: `, its message and its stack, as safe text. What keeps a plugin from starting is no defect:
 * it is one sentence.
 */
export function crashReport(error: unknown): string {
  if (error instanceof StartError) return safeText(`panic: ${error.message}\n`);
  const text = error instanceof Error ? (error.stack ?? `${error.name}: ${error.message}`) : String(error);
  const cause =
    error instanceof Error && error.cause !== undefined ? `\ncaused by: ${describe(error.cause)}` : "";
  return safeText(`panic: ${describe(error)}\n\n${text}${cause}\n`);
}

function describe(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}

/** Watches the process that started this one. */
export interface ParentWatch {
  /** Checks at once, for example because a connection broke. Without it the check happens every second. */
  check(): void;
}

/**
 * Calls `onGone` when the process that started this one has ended without stopping it: a killed host leaves its plugins behind.
 * The check is one system call a second and does not keep the process alive.
 */
export function watchParent(onGone: () => void): ParentWatch {
  const parent = process.ppid;
  const check = () => {
    if (isParentAlive(parent)) return;
    clearInterval(timer);
    onGone();
  };
  const timer = setInterval(check, PARENT_CHECK_INTERVAL_MS);
  timer.unref();
  return { check };
}

/** An orphan gets a new parent, except on Windows, where the parent's ID stays and has to be looked up. */
function isParentAlive(parent: number): boolean {
  if (process.platform !== "win32") return process.ppid === parent;
  try {
    process.kill(parent, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
