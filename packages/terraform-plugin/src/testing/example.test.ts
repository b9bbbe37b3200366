import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { notes } from "./example.ts";
import { PROTOCOLS, started } from "./started.ts";
import { terraformWorkspace } from "./terraform/workspace.ts";

const here = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const README = readFileSync(here("../../README.md"), "utf8");
const NOTE = "notes_note";

const MAIN = /```ts\n(\/\/ main\.ts\n[\s\S]*?)```/.exec(README)?.[1] ?? "";
const CONFIGURATION = /```hcl\n([\s\S]*?)```/.exec(README)?.[1] ?? "";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "notes-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe("the README", () => {
  test("shows the provider that is tested here", () => {
    expect(README).toContain(readFileSync(here("example.ts"), "utf8").trimEnd());
  });

  test("names every export of the package that its text mentions", async () => {
    const exported = new Set([
      ...Object.keys(await import("../index.ts")),
      ...Object.keys(await import("./index.ts")),
    ]);
    const mentioned = [...README.matchAll(/`([a-z][A-Za-z]+)\(/g)].map(([, name]) => name);
    expect(mentioned.filter((name) => name !== undefined && !exported.has(name))).toEqual([]);
    expect(mentioned.length).toBeGreaterThan(5);
  });
});

describe.each(PROTOCOLS)("the example over protocol %d", (protocol) => {
  test("writes, changes, finds again and removes a note", async () => {
    const running = await started(notes, { protocol, config: { folder } });
    const id = join(folder, "shopping.txt");
    const created = await running.apply(NOTE, { config: { name: "shopping", text: "milk" } });
    expect(created).toMatchObject({ diagnostics: [], state: { id, text: "milk" } });

    writeFileSync(id, "bread");
    const { state: seen } = await running.read(NOTE, created.state ?? {});
    expect(seen).toMatchObject({ text: "bread" });

    const updated = await running.apply(NOTE, { config: { name: "shopping", text: "milk" }, prior: seen });
    expect(updated).toMatchObject({ diagnostics: [], state: { id, text: "milk" } });
    expect(readFileSync(id, "utf8")).toBe("milk");

    const imported = await running.import(NOTE, "shopping");
    expect((await running.read(NOTE, imported.state ?? {})).state).toEqual(updated.state);

    await running.destroy(NOTE, updated.state ?? {});
    expect(existsSync(id)).toBe(false);
    expect((await running.read(NOTE, updated.state ?? {})).state).toBeNull();
  });
});

test("the example runs as an executable under the real Terraform", async () => {
  const executable = join(folder, "notes.mjs");
  await build({
    stdin: { contents: MAIN.replace("./notes.ts", "./example.ts"), resolveDir: here("."), loader: "ts" },
    bundle: true,
    platform: "node",
    format: "esm",
    outfile: executable,
    banner: { js: "#!/usr/bin/env node" },
  });
  const { chmodSync } = await import("node:fs");
  chmodSync(executable, 0o755);
  const terraform = await terraformWorkspace({
    providers: [{ source: notes.address, executable }],
    requiredProviders: false,
  });
  onTestFinished(() => terraform.close());
  terraform.write("main.tf", CONFIGURATION.replace('"/tmp/notes"', JSON.stringify(folder)));
  await terraform.apply();
  expect(readFileSync(join(folder, "shopping.txt"), "utf8")).toContain("milk");
  expect(await terraform.isPlanEmpty()).toBe(true);
  await terraform.destroy();
  expect(existsSync(join(folder, "shopping.txt"))).toBe(false);
});
