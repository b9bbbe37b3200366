import { writeSync } from "node:fs";

const STDOUT = 1;

/**
 * Writes the first line of standard output, the only one that a host reads: the handshake, or why there is none. A host shows a line that
 * is no handshake to its user as "Unrecognized remote plugin message". Source: go-plugin, client.go.
 *
 * @param line with its line break
 */
export function writeFirstLine(line: string): void {
  // One synchronous write: creating process.stdout takes longer.
  writeSync(STDOUT, line);
}
