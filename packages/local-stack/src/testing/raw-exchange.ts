import { connect } from "node:net";

/** Longer than any response takes. */
const IDLE_MS = 100;
const TIMEOUT_MS = 5000;

/** An HTTP response as it came over the wire. */
export interface RawResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/**
 * Sends bytes to a stack on this machine; resolves to the responses. When nothing arrives for a while, the client
 * closes its side of the connection. Rejects when the stack does not close its side then, or when a response is not
 * HTTP.
 */
export function exchange(port: number, bytes: string | Uint8Array): Promise<RawResponse[]> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const socket = connect(port, "127.0.0.1", () => {
      socket.write(bytes);
      // Only now: on a busy machine the connection itself may take longer.
      socket.setTimeout(IDLE_MS, () => socket.end());
    });
    const hang = setTimeout(() => socket.destroy(new Error("The connection hangs.")), TIMEOUT_MS);
    socket.on("data", (chunk) => chunks.push(chunk));
    socket.on("error", (error: NodeJS.ErrnoException) => {
      // A connection may be cut while the client is still sending.
      if (error.code !== "ECONNRESET" && error.code !== "EPIPE") reject(error);
    });
    socket.on("close", () => {
      clearTimeout(hang);
      try {
        resolve(parseResponses(Buffer.concat(chunks)));
      } catch (error) {
        reject(error);
      }
    });
  });
}

function parseResponses(bytes: Buffer): RawResponse[] {
  const responses: RawResponse[] = [];
  let rest = bytes;
  while (rest.length > 0) {
    const headEnd = rest.indexOf("\r\n\r\n");
    const [statusLine = "", ...lines] = rest
      .subarray(0, Math.max(0, headEnd))
      .toString("latin1")
      .split("\r\n");
    const status = /^HTTP\/1\.1 (\d{3}) /.exec(statusLine)?.[1];
    if (status === undefined) throw new Error(`This is not a response: ${rest.toString("latin1")}`);
    const headers = Object.fromEntries(
      lines.map((line) => [
        line.slice(0, line.indexOf(":")).toLowerCase(),
        line.slice(line.indexOf(":") + 1).trim(),
      ]),
    );
    const bodyStart = headEnd + 4;
    const bodyEnd = bodyStart + Number(headers["content-length"] ?? 0);
    if (rest.length < bodyEnd) throw new Error("The response is cut short.");
    const body = rest.subarray(bodyStart, bodyEnd).toString("utf8");
    // An interim response is not counted.
    if (status !== "100") responses.push({ status: Number(status), headers, body });
    rest = rest.subarray(bodyEnd);
  }
  return responses;
}
