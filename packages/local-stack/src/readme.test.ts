import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import { describe, expect, it } from "vitest";

import { usage } from "./cli/usage.ts";
import { startLocalStack } from "./local-stack.ts";
import { withGeneratedSections } from "./testing/readme-sections.ts";

const path = fileURLToPath(new URL("../README.md", import.meta.url));
const readme = await readFile(path, "utf8");
describe("the README", () => {
  it("has the options, admin routes and actions of the code; vitest -u writes them anew", async () => {
    await expect(withGeneratedSections(readme)).toMatchFileSnapshot(path);
  });

  it("documents every option that --help shows", () => {
    const shown = [...usage().matchAll(/--[\w-]+/g)].map(([name]) => name);
    for (const name of shown) expect(readme).toContain(`\`${name}`);
  });

  it("calls the stack with curl as it is shown", async () => {
    const stack = await startLocalStack();
    const block = /export ENDPOINT=\S+\n(curl -s .*?)```/s.exec(readme)?.[1] ?? "";
    // What curl does with the URL, for machines without curl.
    const curl = `curl() { node -e 'fetch(process.argv[1]).then((r) => r.text()).then(console.log)' "$2"; }`;
    const { stdout } = await promisify(execFile)("sh", ["-c", `${curl}\n${block}`], {
      env: { ...process.env, ENDPOINT: stack.endpoint },
    });
    await stack.close();
    expect(JSON.parse(stdout)).toMatchObject({ TotalCount: 1, RegionId: stack.region });
  });
});
