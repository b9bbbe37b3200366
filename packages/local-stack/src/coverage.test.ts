import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { coverageReport } from "./testing/coverage.ts";

const path = fileURLToPath(new URL("../COVERAGE.md", import.meta.url));

it("COVERAGE.md says what the table of actions says; vitest -u writes it anew", async () => {
  await expect(coverageReport()).toMatchFileSnapshot(path);
});
