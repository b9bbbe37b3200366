// Records the order in which an executable needs its functions when it starts.
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { hostEnvironment } from "./host-environment.mjs";
import { UserError } from "./script.mjs";

/**
 * Starts the provider as terraform does, up to its handshake line, while the runtime records the functions that run. An executable compiled
 * in this order has what a start needs in one place, so the system maps fewer pages of the file: 1.9 MB less resident memory.
 * @param {string} executable
 * @param {(orderFile: string | undefined) => Promise<void>} use takes the file, which is gone afterwards; undefined where the runtime wrote none,
 *   as on systems without signals
 * @returns {Promise<void>}
 * @throws {UserError} when the provider does not start
 */
export async function withStartOrder(executable, use) {
  const folder = mkdtempSync(join(tmpdir(), "alibabacloudstack-order-"));
  try {
    const file = join(folder, "order");
    await startOnce(executable, { ...hostEnvironment(folder), BUN_BYTECODE_ORDER_OUT: file });
    await use(existsSync(file) ? file : undefined);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * @param {string} executable
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<void>} resolves once it has ended
 */
function startOnce(executable, env) {
  return new Promise((resolve, reject) => {
    const child = spawn(executable, [], { stdio: ["ignore", "pipe", "pipe"], env });
    let output = "";
    let hasStarted = false;
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (/** @type {Buffer} */ chunk) => {
        output += chunk;
        if (hasStarted || !output.includes("|grpc|")) return;
        hasStarted = true;
        child.kill("SIGTERM");
      });
    }
    child.once("error", reject);
    child.once("close", (code) => {
      if (hasStarted) resolve();
      else
        reject(
          new UserError(`the executable that was built does not start (exit code ${code}): ${output.trim()}`),
        );
    });
  });
}
