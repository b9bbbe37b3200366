import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { UserError } from "./script.mjs";
import { findTerraform } from "./terraform.mjs";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "terraform-"));
});

afterEach(() => rmSync(folder, { recursive: true }));

function program(name: string, firstLine: string): string {
  const file = join(folder, name);
  writeFileSync(file, `#!/bin/sh\necho '${firstLine}'\necho 'on linux_amd64'\n`);
  chmodSync(file, 0o755);
  return file;
}

test("terraform is taken before tofu", async () => {
  program("terraform", "Terraform v1.11.4");
  program("tofu", "OpenTofu v1.10.0");
  const found = await findTerraform({ PATH: folder });
  expect(found).toEqual({ command: "terraform", version: "Terraform v1.11.4" });
});

test("tofu is taken where there is no terraform", async () => {
  program("tofu", "OpenTofu v1.10.0");
  const found = await findTerraform({ PATH: folder });
  expect(found).toEqual({ command: "tofu", version: "OpenTofu v1.10.0" });
});

test("TERRAFORM_BIN is taken before everything on the PATH", async () => {
  program("terraform", "Terraform v1.11.4");
  const named = program("another", "OpenTofu v1.9.0");
  const found = await findTerraform({ PATH: folder, TERRAFORM_BIN: named });
  expect(found).toEqual({ command: named, version: "OpenTofu v1.9.0" });
});

test("a TERRAFORM_BIN that does not run is an error, whatever is on the PATH", async () => {
  program("terraform", "Terraform v1.11.4");
  const promise = findTerraform({ PATH: folder, TERRAFORM_BIN: join(folder, "missing") });
  await expect(promise).rejects.toThrow(/TERRAFORM_BIN is .*missing.*unset it/);
});

test("a program of that name that is something else is not taken", async () => {
  program("terraform", "a game about planets, v3");
  await expect(findTerraform({ PATH: folder })).rejects.toThrow(UserError);
});

test("where there is neither, the error says what to install", async () => {
  await expect(findTerraform({ PATH: folder })).rejects.toThrow(/neither terraform nor tofu.*Install/);
});
