import { tmpdir } from "node:os";
import { describe, expect, test } from "vitest";
import { startCommand } from "./command.ts";

const start = (script: string, timeoutMs = 20_000) =>
  startCommand(process.execPath, ["-e", script], { folder: tmpdir(), environment: process.env, timeoutMs });

/** A script that starts another one, which writes to the same pipe and would keep it open. */
const WITH_CHILD = `
  const script = "console.log('from the child'); setInterval(() => {}, 1000)";
  require("node:child_process").spawn(process.execPath, ["-e", script], { stdio: "inherit" });
  setInterval(() => {}, 1000);
`;

describe("a command", () => {
  test("gives its exit code and what it wrote", async () => {
    const { result } = start("console.log('out'); console.error('err'); process.exitCode = 3");
    expect(await result).toEqual({ exitCode: 3, stdout: "out\n", stderr: "err\n" });
  });

  test("has no standard input, so that it cannot wait for any", async () => {
    const { result } = start("process.stdin.on('data', () => {}).on('end', () => console.log('end'))");
    expect((await result).stdout).toBe("end\n");
  });

  test("that cannot be started rejects", async () => {
    const options = { folder: tmpdir(), environment: {}, timeoutMs: 1000 };
    await expect(startCommand("/nonexistent/terraform", [], options).result).rejects.toThrow("ENOENT");
  });

  test("can be waited for by what it writes", async () => {
    const command = start("console.error('ready'); setInterval(() => {}, 1000)");
    await command.output(/^ready$/m);
    command.kill();
    expect((await command.result).exitCode).toBe(137);
  });

  test("that ends without writing what is waited for rejects the wait, with what it wrote", async () => {
    const command = start("console.log('something else')");
    await expect(command.output(/ready/)).rejects.toThrow("something else");
  });

  test("gets an interrupt as from Ctrl-C", async () => {
    const command = start(
      "process.on('SIGINT', () => process.exit(7)); console.log('ready'); setInterval(() => {}, 1000)",
    );
    await command.output(/ready/);
    command.interrupt();
    expect((await command.result).exitCode).toBe(7);
    command.interrupt();
  });

  test("is ended with all that it started", async () => {
    const command = start(WITH_CHILD);
    await command.output(/from the child/);
    command.kill();
    expect((await command.result).exitCode).toBe(137);
  });

  test("is ended when it takes too long, and rejects with what it was", async () => {
    const command = start("setInterval(() => {}, 1000)", 200);
    await expect(command.result).rejects.toThrow(/setInterval.* took longer than 200 ms/);
  });
});
