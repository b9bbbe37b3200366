import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createSocketDirectory } from "./socket-directory.ts";
import { StartError } from "./start-error.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "sockets-"));
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

/** The error with a variable set, for this function and for Node. */
function errorWith(variable: string, directory: string): StartError {
  for (const name of ["TMPDIR", "TMP", "TEMP"]) vi.stubEnv(name, undefined);
  vi.stubEnv(variable, directory);
  try {
    const { directory: made } = createSocketDirectory(process.env);
    throw new Error(`a directory was made: ${made}`);
  } catch (error) {
    if (error instanceof StartError) return error;
    throw error;
  }
}

test("the directory of a socket is new, and private", () => {
  const { directory, socketPath } = createSocketDirectory({ PLUGIN_UNIX_SOCKET_DIR: folder });
  expect(dirname(directory)).toBe(folder);
  expect(dirname(socketPath)).toBe(directory);
  expect(statSync(directory).mode & 0o777).toBe(0o700);
});

describe.each(["TMPDIR", "TMP", "TEMP", "PLUGIN_UNIX_SOCKET_DIR"])("a bad directory in %s", (variable) => {
  test("is named, with the variable, when it does not exist", () => {
    const missing = join(folder, "missing");
    expect(errorWith(variable, missing).message).toBe(
      `The provider cannot start because ${missing} does not exist: set ${variable} to a directory that exists and that this user can write to.`,
    );
  });

  test("is named when it is a file", () => {
    const file = join(folder, "file");
    writeFileSync(file, "");
    expect(errorWith(variable, file).message).toContain(
      `because ${file} is no directory: set ${variable} to`,
    );
  });
});

test("a directory whose path is too long is named, with what to do", () => {
  const long = join(folder, "d".repeat(80));
  expect(errorWith("PLUGIN_UNIX_SOCKET_DIR", long).message).toBe(
    `The provider cannot start because the path of its socket would be longer than 103 bytes in ${long}: set PLUGIN_UNIX_SOCKET_DIR to a directory with a shorter path.`,
  );
});

test.each([
  ["EACCES", "this user cannot write to DIRECTORY"],
  ["EROFS", "DIRECTORY is read-only"],
  ["ENOSPC", "DIRECTORY has no space left"],
  ["EOPNOTSUPP", "DIRECTORY cannot hold a socket (Error: text of the system)"],
])("a socket that cannot be made because of %s is reported with the directory", (code, reason) => {
  const { failed } = createSocketDirectory({ PLUGIN_UNIX_SOCKET_DIR: folder });
  const { message } = failed(Object.assign(new Error("text of the system"), { code }));
  expect(message).toContain(`because ${reason.replace("DIRECTORY", folder)}: set PLUGIN_UNIX_SOCKET_DIR`);
});
