import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import { describe, expect, it } from "vitest";

import { adminRoutes } from "./admin/routes.ts";
import { usage } from "./cli/usage.ts";
import { startLocalStack } from "./local-stack.ts";
import { withActions } from "./testing/readme-actions.ts";

const path = fileURLToPath(new URL("../README.md", import.meta.url));
const readme = await readFile(path, "utf8");
/** The cells of the rows of a table, which begins with that word. */
const rowsOf = (head: string): string[][] => {
  const rows =
    readme
      .slice(readme.indexOf(`| ${head}`))
      .split("\n\n")[0]
      ?.split("\n")
      .slice(2) ?? [];
  return rows.map((row) =>
    row
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
};

describe("the README", () => {
  it("lists the actions of the table of actions; vitest -u writes the list anew", async () => {
    await expect(withActions(readme)).toMatchFileSnapshot(path);
  });

  it("has every option that --help has, with the same defaults", () => {
    const inHelp = [...usage.matchAll(/^ {2}(--[\w-]+)(.*)$/gm)].map(([, name = "", rest = ""]) => {
      const preset = /\(([^()]*)\)$/.exec(rest)?.[1] ?? "off";
      return [
        name,
        name.startsWith("--access-key") ? "fixed local values" : preset.replace("no limit", "off"),
      ];
    });
    const shown = rowsOf("option").flatMap(([names = "", , preset = ""]) =>
      (names.match(/--[\w-]+/g) ?? []).map((name) => [name, preset.replaceAll("`", "")]),
    );
    expect(shown.sort()).toEqual(inHelp.filter(([name]) => name !== "--help").sort());
  });

  it("has every address of the administration", () => {
    const shown = rowsOf("request").map(([cell = ""]) => /^`([A-Z]+ [\w/-]+)`/.exec(cell)?.[1]);
    expect(shown.sort()).toEqual(adminRoutes.map((route) => `${route.method} ${route.path}`).sort());
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
