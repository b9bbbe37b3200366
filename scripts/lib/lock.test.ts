import { existsSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import { withLock } from "./lock.mjs";

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "lock-"));
  file = join(folder, "deep/lock");
});

afterEach(() => rmSync(folder, { recursive: true }));

test("works that want the same lock do not overlap", async () => {
  const events: string[] = [];
  const work = (name: string) => async () => {
    events.push(`${name} begins`);
    await sleep(5);
    events.push(`${name} ends`);
  };
  await Promise.all([withLock(file, work("a")), withLock(file, work("b"))]);
  expect(events).toEqual(["a begins", "a ends", "b begins", "b ends"]);
});

test("a process that waits reports so once", async () => {
  let waits = 0;
  let release = () => {};
  const first = withLock(file, () => new Promise<void>((resolve) => (release = resolve)));
  const second = withLock(
    file,
    async () => undefined,
    () => waits++,
  );
  await sleep(250);
  release();
  await Promise.all([first, second]);
  expect(waits).toBe(1);
});

test("the lock is given back when the work fails", async () => {
  await expect(withLock(file, () => Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect(existsSync(file)).toBe(false);
});

test("the lock of a process that is gone is taken over", async () => {
  const file = join(folder, "lock");
  writeFileSync(file, "2147483646");
  expect(await withLock(file, async () => "done")).toBe("done");
});

test("a lock that was not touched for long is taken over, even if another process has its process ID now", async () => {
  const file = join(folder, "lock");
  writeFileSync(file, String(process.pid));
  const longAgo = new Date(Date.now() - 60_000);
  utimesSync(file, longAgo, longAgo);
  expect(await withLock(file, async () => "done")).toBe("done");
});
