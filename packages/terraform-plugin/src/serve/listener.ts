import { rmSync } from "node:fs";
import { createServer, type Server, type Socket } from "node:net";
import type { Environment } from "../environment.ts";
import type { PluginAddress } from "./handshake.ts";
import { createSocketDirectory } from "./socket-directory.ts";
import { StartError } from "./start-error.ts";

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

/** No host sets other limits than these; they are go-plugin's defaults. */
const DEFAULT_MIN_PORT = 10_000;
const DEFAULT_MAX_PORT = 25_000;
const MAX_PORT_ATTEMPTS = 200;

/**
 * Starts listening for the host: on a unix socket in a new directory that only this user can enter, or, on Windows, on a free
 * port of the loopback interface between PLUGIN_MIN_PORT and PLUGIN_MAX_PORT.
 *
 * @throws StartError `socket_directory` or `ports`
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
  const { directory, socketPath, failed } = createSocketDirectory(environment);
  const server = createServer(onConnection);
  try {
    await listening(server, { path: socketPath });
  } catch (error) {
    rmSync(directory, { recursive: true, force: true });
    throw failed(error);
  }
  return {
    network: "unix",
    address: socketPath,
    close: () => {
      server.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
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
  throw new StartError(
    "ports",
    `The provider cannot start because there is no free port on 127.0.0.1 between ${minPort} and ${maxPort}: end a program that listens on one of them.`,
  );
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
