import { existsSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Environment } from "../environment.ts";
import { StartError } from "./start-error.ts";

/** Bytes of a socket path that every OS takes: 104 with the closing zero on macOS and the BSDs, 108 on Linux. */
const MAX_SOCKET_PATH_BYTES = 103;

/** What mkdtemp puts for its six placeholder characters, and the socket's name below. */
const DIRECTORY_PREFIX = "tf-plugin-";
const SOCKET_NAME = "s";

/** Variables that say where temporary files go, in the order in which Node looks at them. */
const TEMPORARY_DIRECTORY_VARIABLES = ["TMPDIR", "TMP", "TEMP"] as const;

/** Why a directory cannot be used, by the error code of the system. */
const REASONS: Readonly<Record<string, string>> = {
  EACCES: "this user cannot write to",
  EPERM: "this user cannot write to",
  EROFS: "is read-only",
  ENOTDIR: "is no directory",
  ENOSPC: "has no space left",
  EDQUOT: "has no space left for this user",
};

/** Where a socket can be made: in a directory of its own. */
export interface SocketDirectory {
  readonly directory: string;
  /** The path for the socket. */
  readonly socketPath: string;
  /** The error for a socket that could not be made there. */
  failed(cause: unknown): StartError;
}

/**
 * Makes a directory for the socket that only this user can enter: mkdtemp gives it mode 0700, which keeps other users out even where the
 * modes of sockets are not checked. It lies in PLUGIN_UNIX_SOCKET_DIR if the host sets that, else in the directory for temporary files, or
 * in /tmp if a path in there is too long for a socket.
 *
 * @throws StartError `socket_directory`, which names the directory and the variable that it comes from
 */
export function createSocketDirectory(environment: Environment): SocketDirectory {
  const { parent, variable } = chooseParent(environment);
  const failed = (cause: unknown) => unusable(parent, variable, cause);
  try {
    const directory = mkdtempSync(join(parent, DIRECTORY_PREFIX));
    return { directory, socketPath: join(directory, SOCKET_NAME), failed };
  } catch (error) {
    throw failed(error);
  }
}

function chooseParent(environment: Environment): { parent: string; variable: string } {
  const requested = environment.PLUGIN_UNIX_SOCKET_DIR;
  if (requested) return checkLength(requested, "PLUGIN_UNIX_SOCKET_DIR");
  const variable = TEMPORARY_DIRECTORY_VARIABLES.find((name) => environment[name]) ?? "TMPDIR";
  const parent = tmpdir();
  return isTooLong(parent) && existsSync("/tmp")
    ? { parent: "/tmp", variable }
    : checkLength(parent, variable);
}

function checkLength(parent: string, variable: string): { parent: string; variable: string } {
  if (!isTooLong(parent)) return { parent, variable };
  throw new StartError(
    "socket_directory",
    `The provider cannot start because the path of its socket would be longer than ${MAX_SOCKET_PATH_BYTES} bytes in ${parent}: ` +
      `set ${variable} to a directory with a shorter path.`,
  );
}

function isTooLong(parent: string): boolean {
  const socketPath = join(parent, `${DIRECTORY_PREFIX}XXXXXX`, SOCKET_NAME);
  return Buffer.byteLength(socketPath) > MAX_SOCKET_PATH_BYTES;
}

function unusable(parent: string, variable: string, cause: unknown): StartError {
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
  const missing = code === "ENOENT" && !existsSync(parent);
  const reason = missing ? "does not exist" : (REASONS[code] ?? `cannot hold a socket (${String(cause)})`);
  const which = reason.startsWith("this user") ? `${reason} ${parent}` : `${parent} ${reason}`;
  return new StartError(
    "socket_directory",
    `The provider cannot start because ${which}: set ${variable} to a directory that exists and that this user can write to.`,
    { cause },
  );
}
