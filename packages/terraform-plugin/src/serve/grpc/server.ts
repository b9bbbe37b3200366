import type { Http2Session, ServerHttp2Session } from "node:http2";
import type { Duplex } from "node:stream";
import { type CallOptions, serveCall } from "./call.ts";
import { MAX_MESSAGE_BYTES } from "./framing.ts";

export type {
  BidirectionalMethod,
  CallContext,
  Method,
  MethodTable,
  ServerStreamMethod,
  UnaryMethod,
} from "./method.ts";
export { GrpcError, GrpcStatusCode } from "./status.ts";

/** What a gRPC server is made of. */
export interface GrpcServerOptions {
  /** Returns the method served at a path; undefined makes the call end with UNIMPLEMENTED. */
  readonly find: CallOptions["find"];
  readonly onHandlerError: CallOptions["onHandlerError"];
  /** Called with errors of a whole connection, such as a client that does not speak HTTP/2. */
  readonly onConnectionError?: (error: Error) => void;
  /** Called when the last open connection has closed. */
  readonly onIdle?: () => void;
  /** The limit for messages either way, in bytes; MAX_MESSAGE_BYTES by default. */
  readonly maxMessageBytes?: number;
}

/** A running gRPC server. It owns no listener: connections are handed to it, encrypted or not. */
export interface GrpcServer {
  /** Serves HTTP/2 on a connection, from the client's preface on. `onFirstCall` is called once, when the first call arrives. */
  accept(connection: Duplex, onFirstCall?: () => void): void;
  /** Drops every connection at once; calls in progress are aborted. */
  close(): void;
}

/** Hosts send as many calls at once as their parallelism allows. The limit exists only because HTTP/2 requires one. */
const MAX_CONCURRENT_STREAMS = 10_000;

/** Node resets new streams once a session holds more megabytes than this; 10, its default, is one large message. */
const MAX_SESSION_MEMORY_MB = 16 * 1024;

/**
 * Creates a gRPC server on node:http2: unary calls, server streams and bidirectional streams, deadlines, cancellation,
 * identity encoding only. Source: gRPC over HTTP2 (protocol description), RFC 9113.
 */
export function createGrpcServer(options: GrpcServerOptions): GrpcServer {
  // Loaded here and not at import: it is a sixth of the start-up time, and the host waits for the handshake line first.
  const { createServer } = process.getBuiltinModule("node:http2");
  const sessions = new Set<Http2Session>();
  const onConnectionError = options.onConnectionError ?? (() => {});
  const callOptions: CallOptions = {
    find: options.find,
    onHandlerError: options.onHandlerError,
    maxMessageBytes: options.maxMessageBytes ?? MAX_MESSAGE_BYTES,
  };
  const onSession = (session: ServerHttp2Session) => {
    sessions.add(session);
    // The flow control windows stay as they are: larger ones gain less than a tenth even for messages of 16 MiB, and after
    // setLocalWindowSize Bun 1.4 no longer refills the windows of the streams, which then hang.
    session.on("close", () => {
      sessions.delete(session);
      if (sessions.size === 0) options.onIdle?.();
    });
  };
  return {
    accept: (connection, onFirstCall = () => {}) => {
      // A server of its own for each connection: it costs next to nothing, and its events are about that connection.
      const server = createServer({
        settings: { maxConcurrentStreams: MAX_CONCURRENT_STREAMS },
        maxSessionMemory: MAX_SESSION_MEMORY_MB,
      });
      server.on("session", onSession);
      server.on("sessionError", onConnectionError);
      server.once("stream", onFirstCall);
      server.on("stream", (stream, headers) => serveCall(stream, headers, callOptions));
      connection.on("error", onConnectionError);
      server.emit("connection", connection);
    },
    close: () => {
      for (const session of sessions) session.destroy();
    },
  };
}
