import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Environment } from "../environment.ts";
import type { PluginAddress } from "./handshake.ts";

/** A listening socket of the plugin. */
export interface Listener extends PluginAddress {
  /** Stops listening and removes the socket's directory; open connections stay. Safe to call twice and during exit. */
  close(): void;
}

/** Where and how to listen. */
export interface ListenOptions {
  readonly environment: Environment;
  readonly platform: NodeJS.Platform;
}

/** Bytes of a socket path that every OS takes: 104 with the closing zero on macOS and the BSDs, 108 on Linux. */
const MAX_SOCKET_PATH_BYTES = 103;

/** What mkdtemp puts for its six placeholder characters, and the socket's name below. */
const SOCKET_DIRECTORY_PREFIX = "tf-plugin-";
const SOCKET_NAME = "s";

/** No host sets other limits than these; they are go-plugin's defaults. */
const DEFAULT_MIN_PORT = 10_000;
const DEFAULT_MAX_PORT = 25_000;
const MAX_PORT_ATTEMPTS = 200;

/**
 * Starts listening for the host: on a unix socket in a new directory that only this user can enter, or, on Windows, on a free
 * port of the loopback interface between PLUGIN_MIN_PORT and PLUGIN_MAX_PORT. Rejects with an error that says what to change.
 */
export function listen(
  onConnection: (socket: Socket) => void,
  { environment, platform }: ListenOptions,
): Promise<Listener> {
  return platform === "win32" ? listenTcp(onConnection, environment) : listenUnix(onConnection, environment);
}

async function listenUnix(
  onConnection: (socket: Socket) => void,
  environment: Environment,
): Promise<Listener> {
  const directory = createSocketDirectory(environment.PLUGIN_UNIX_SOCKET_DIR);
  const address = join(directory, SOCKET_NAME);
  const server = createServer(onConnection);
  try {
    await listening(server, { path: address });
  } catch (error) {
    rmSync(directory, { recursive: true, force: true });
    throw error;
  }
  return {
    network: "unix",
    address,
    close: () => {
      server.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** mkdtemp makes directories with mode 0700, which keeps other users out even where socket modes are not checked. */
function createSocketDirectory(requested: string | undefined): string {
  const isFree = requested === undefined || requested === "";
  const candidates = isFree ? [tmpdir(), "/tmp"] : [requested];
  const parent = candidates.find((candidate) => socketPathBytes(candidate) <= MAX_SOCKET_PATH_BYTES);
  if (parent === undefined) {
    throw new Error(
      `cannot listen below ${candidates[0]}: a socket path may have ${MAX_SOCKET_PATH_BYTES} bytes, ` +
        `set ${isFree ? "TMPDIR" : "PLUGIN_UNIX_SOCKET_DIR"} to a shorter directory`,
    );
  }
  return mkdtempSync(join(parent, SOCKET_DIRECTORY_PREFIX));
}

function socketPathBytes(parent: string): number {
  return Buffer.byteLength(join(parent, `${SOCKET_DIRECTORY_PREFIX}XXXXXX`, SOCKET_NAME));
}

async function listenTcp(
  onConnection: (socket: Socket) => void,
  environment: Environment,
): Promise<Listener> {
  const minPort = readPort(environment.PLUGIN_MIN_PORT, DEFAULT_MIN_PORT);
  const maxPort = Math.max(minPort, readPort(environment.PLUGIN_MAX_PORT, DEFAULT_MAX_PORT));
  const portCount = maxPort - minPort + 1;
  const start = Math.floor(Math.random() * portCount);
  for (let attempt = 0; attempt < Math.min(portCount, MAX_PORT_ATTEMPTS); attempt++) {
    const port = minPort + ((start + attempt) % portCount);
    const server = createServer(onConnection);
    try {
      await listening(server, { host: "127.0.0.1", port });
    } catch (error) {
      if (isPortTaken(error)) continue;
      throw error;
    }
    return { network: "tcp", address: `127.0.0.1:${port}`, close: () => server.close() };
  }
  throw new Error(`cannot listen on 127.0.0.1: no free port found between ${minPort} and ${maxPort}`);
}

function readPort(text: string | undefined, fallback: number): number {
  const port = Number(text ?? "");
  return Number.isInteger(port) && port > 0 && port < 65_536 ? port : fallback;
}

/** Windows answers EACCES for ports it has reserved. */
function isPortTaken(error: unknown): boolean {
  return (
    error instanceof Error && "code" in error && (error.code === "EADDRINUSE" || error.code === "EACCES")
  );
}

function listening(
  server: Server,
  options: { path: string } | { host: string; port: number },
): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(options, () => {
      server.off("error", reject);
      resolve();
    });
  });
}
