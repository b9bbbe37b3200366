import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { ecsErrorKinds } from "./error-kinds.ts";

it("the README explains every kind of error as the table does", () => {
  const readme = readFileSync(join(import.meta.dirname, "../../README.md"), "utf8");
  const rows = [...readme.matchAll(/^\| `([-\w]+)` +\| (.*?) +\|/gm)].map(([, kind, meaning]) => [
    kind,
    meaning,
  ]);
  expect(rows).toEqual(Object.entries(ecsErrorKinds));
});
