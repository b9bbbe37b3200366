import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { findTerraform } from "./find-terraform.ts";

const folder = mkdtempSync(join(tmpdir(), "find-terraform-"));
afterAll(() => rmSync(folder, { recursive: true }));

function program(directory: string, name: string, mode = 0o755): string {
  mkdirSync(join(folder, directory), { recursive: true });
  const file = join(folder, directory, name);
  writeFileSync(file, "");
  chmodSync(file, mode);
  return file;
}

const terraform = program("b", "terraform");
const tofu = program("a", "tofu");
program("c", "terraform", 0o644);
const PATH = (...names: string[]) => names.map((name) => join(folder, name)).join(delimiter);

describe.skipIf(process.platform === "win32")("the CLI is", () => {
  test.each([
    ["what TERRAFORM_BIN names", { TERRAFORM_BIN: "/opt/terraform", PATH: PATH("a", "b") }, "/opt/terraform"],
    ["terraform on the PATH, even behind tofu", { PATH: PATH("a", "b") }, terraform],
    ["else tofu", { TERRAFORM_BIN: "", PATH: PATH("nowhere", "a") }, tofu],
    ["no file that cannot be run", { PATH: PATH("c", "a") }, tofu],
  ])("%s", (_, environment, expected) => {
    expect(findTerraform(environment)).toBe(expected);
  });

  test("missed with a word on what to do", () => {
    expect(() => findTerraform({ PATH: PATH("c") })).toThrow("set TERRAFORM_BIN");
    expect(() => findTerraform({})).toThrow("set TERRAFORM_BIN");
  });
});
