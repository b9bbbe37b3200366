import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { differences, readTree, writeTree } from "./file-tree.mjs";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "tree-"));
});

afterEach(() => rmSync(folder, { recursive: true }));

const wanted = new Map([
  ["index.md", "# Index\n"],
  ["resources/image.md", "# Image\n"],
]);

test("what is written reads the same", () => {
  writeTree(folder, wanted, new Map());
  expect(readTree(folder)).toEqual(wanted);
});

test("what is ours and not wanted any more is removed", () => {
  const before = new Map([...wanted, ["resources/old.md", "# Old\n"]]);
  writeTree(folder, before, new Map());
  writeTree(folder, wanted, before);
  expect(readTree(folder)).toEqual(wanted);
});

test("a folder that does not exist holds nothing", () => {
  expect(readTree(join(folder, "missing"))).toEqual(new Map());
});

test("every file that is missing, changed or too many is named", () => {
  const present = new Map([
    ["index.md", "# Other\n"],
    ["resources/old.md", ""],
  ]);
  expect(differences(wanted, present)).toEqual([
    "index.md is out of date",
    "resources/image.md is missing",
    "resources/old.md should not be there",
  ]);
  expect(differences(wanted, new Map(wanted))).toEqual([]);
});
