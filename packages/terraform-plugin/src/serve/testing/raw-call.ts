import { once } from "node:events";
import type { ClientHttp2Session, OutgoingHttpHeaders } from "node:http2";

/** What came back for a request. */
export interface RawAnswer {
  /** The first headers, and the trailers on top. */
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: Buffer;
  readonly resetCode: number;
}

/** The request headers of a gRPC call. */
export const grpcHeaders: OutgoingHttpHeaders = {
  ":method": "POST",
  ":path": "/test.Calls/Echo",
  "content-type": "application/grpc",
  te: "trailers",
};

/**
 * Sends a request whose body is written piece by piece, each in an HTTP/2 frame of its own. With `keepOpen` the
 * request never ends.
 */
export async function rawCall(
  session: ClientHttp2Session,
  headers: OutgoingHttpHeaders,
  pieces: readonly Uint8Array[],
  { keepOpen = false } = {},
): Promise<RawAnswer> {
  const stream = session.request({ ...grpcHeaders, ...headers }, { endStream: false });
  const received: Record<string, unknown> = {};
  const body: Buffer[] = [];
  stream.on("response", (response) => Object.assign(received, response));
  stream.on("trailers", (trailers) => Object.assign(received, trailers));
  stream.on("data", (chunk: Buffer) => body.push(chunk));
  stream.on("error", () => {});
  const closed = once(stream, "close");
  for (const piece of pieces) {
    if (stream.destroyed) break;
    await new Promise((resolve) => stream.write(piece, resolve));
  }
  if (!keepOpen) stream.end();
  await closed;
  return { headers: received, body: Buffer.concat(body), resetCode: stream.rstCode };
}

/** A message with its prefix. */
export function framed(message: Uint8Array | string, flag = 0): Buffer {
  const bytes = Buffer.from(message);
  const prefix = Buffer.alloc(5);
  prefix.writeUInt8(flag);
  prefix.writeUInt32BE(bytes.length, 1);
  return Buffer.concat([prefix, bytes]);
}
