import type { ServerHttp2Stream } from "node:http2";
import { FRAME_HEADER_BYTES, frameHeader } from "./framing.ts";

/** Up to here a message is copied behind its prefix, so that both leave in one HTTP/2 frame. */
const MAX_COPIED_BYTES = 16 * 1024;

/** Whether something can still be sent on the stream. */
export function isOpen(stream: ServerHttp2Stream): boolean {
  return !stream.destroyed && !stream.closed;
}

/**
 * Writes one message and resolves when the stream takes more: at once, or after what is buffered has gone out. Resolves
 * as well when the stream is closed; the caller of this function looks at the stream before it goes on.
 */
export async function writeMessage(stream: ServerHttp2Stream, message: Uint8Array): Promise<void> {
  const header = frameHeader(message.length);
  let hasRoom: boolean;
  if (message.length <= MAX_COPIED_BYTES) {
    hasRoom = stream.write(Buffer.concat([header, message], FRAME_HEADER_BYTES + message.length));
  } else {
    stream.write(header);
    hasRoom = stream.write(message);
  }
  if (!hasRoom && isOpen(stream)) await drained(stream);
}

function drained(stream: ServerHttp2Stream): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      stream.off("drain", done);
      stream.off("close", done);
      resolve();
    };
    stream.on("drain", done);
    stream.on("close", done);
  });
}
