import type { Socket } from "node:net";

/** How long a connection may take until its first call. Hosts call as soon as they are connected. */
const MAX_PENDING_MS = 10_000;

/** How many connections may wait for their first call; a host opens one. Small against the 256 open files that some systems allow. */
const MAX_PENDING = 64;

/** Limits connections that were opened and not used yet. */
export interface PendingConnections {
  /**
   * Counts a new connection as pending until the returned function is called or it closes. It is dropped when it stays pending for too long,
   * or when it is the oldest of too many.
   */
  add(socket: Socket): () => void;
}

/**
 * Creates the limit for one listener. Without it, connections that never finish the TLS handshake, or send nothing after it, would keep
 * their file descriptors for good, and with those used up the host could not connect.
 *
 * @param onDropped is called with the reason for each connection that is dropped
 */
export function limitPendingConnections(onDropped: (reason: string) => void): PendingConnections {
  const pending = new Map<Socket, () => void>();

  const drop = (socket: Socket, reason: string) => {
    pending.get(socket)?.();
    socket.destroy();
    onDropped(reason);
  };
  return {
    add(socket) {
      const [oldest] = pending.keys();
      if (oldest !== undefined && pending.size >= MAX_PENDING) {
        drop(oldest, `more than ${MAX_PENDING} connections made no call`);
      }
      const timer = setTimeout(
        () => drop(socket, `the client made no call within ${MAX_PENDING_MS} ms`),
        MAX_PENDING_MS,
      );
      timer.unref();
      const release = () => {
        clearTimeout(timer);
        pending.delete(socket);
      };
      pending.set(socket, release);
      socket.once("close", release);
      return release;
    },
  };
}
