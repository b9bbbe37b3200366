import { createInterface } from "node:readline";

import { lockFile } from "../storage/file-lock.ts";

// A process that locks and unlocks files, for tests of races. Each line on stdin is `lock PATH` or `unlock`; each is answered
// by one line on stdout.
let unlock: (() => Promise<void>) | undefined;
for await (const line of createInterface({ input: process.stdin })) {
  const [command, path = ""] = line.split(" ");
  if (command === "lock") {
    try {
      unlock = await lockFile(path);
      process.stdout.write("locked\n");
    } catch (error) {
      const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
      process.stdout.write(`${code}\n`);
    }
  } else {
    await unlock?.();
    unlock = undefined;
    process.stdout.write("unlocked\n");
  }
}
