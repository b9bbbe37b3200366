import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { root } from "./lib/project.mjs";
import { run } from "./lib/run.mjs";

/** A file that imports one thing, and whether the lint rules allow it. */
type Case = readonly [file: string, specifier: string];

const allowed: readonly Case[] = [
  ["packages/provider/src/image/a.ts", "terraform-plugin"],
  ["packages/provider/src/image/b.ts", "ecs-client"],
  ["packages/provider/src/image/c.test.ts", "terraform-plugin/testing"],
  ["packages/provider/src/image/d.ts", "../image-lifecycle/wait.ts"],
  ["packages/provider/src/image/e.ts", "../version.ts"],
  ["packages/terraform-plugin/src/rpc/a.ts", "node:http2"],
  ["packages/terraform-plugin/src/rpc/b.ts", "../lifecycle/plan.ts"],
  ["packages/terraform-plugin/src/types/json/a.ts", "../decimal.ts"],
  ["packages/ecs-client/src/transport/a.ts", "undici"],
  ["packages/ecs-client/src/api/model/a.ts", "../../errors/error.ts"],
  ["packages/ecs-client/src/transport/b.test.ts", "../client.ts"],
  ["packages/local-stack/src/actions/image/a.ts", "../parameters/rule.ts"],
  ["packages/local-stack/src/actions/image/b.test.ts", "@alicloud/pop-core"],
  ["acceptance/a.test.ts", "terraform-plugin/testing"],
  ["acceptance/chaos/b.ts", "../../scripts/lib/random.mjs"],
  ["bench/a.mjs", "../scripts/lib/run.mjs"],
];

const refused: readonly Case[] = [
  ["packages/terraform-plugin/src/rpc/c.ts", "ecs-client"],
  ["packages/terraform-plugin/src/rpc/d.test.ts", "provider"],
  ["packages/ecs-client/src/api/b.ts", "terraform-plugin"],
  ["packages/ecs-client/src/api/c.test.ts", "terraform-plugin/testing"],
  ["packages/local-stack/src/model/a.ts", "ecs-client"],
  ["packages/local-stack/src/model/b.test.ts", "ecs-client"],
  ["packages/provider/src/image/f.ts", "local-stack"],
  ["packages/provider/src/image/g.test.ts", "local-stack"],
  ["packages/provider/src/image/h.ts", "../../../ecs-client/src/index.ts"],
  ["packages/provider/src/image/i.test.ts", "../../../ecs-client/src/index.ts"],
  ["packages/provider/src/image/j.ts", "not-declared"],
  ["packages/provider/src/image/k.ts", "../image-copy/schema.ts"],
  ["packages/terraform-plugin/src/lifecycle/a.ts", "../rpc/answer.ts"],
  ["packages/terraform-plugin/src/log/a.ts", "../serve/handshake.ts"],
  ["packages/terraform-plugin/src/types/json/b.ts", "../../schema/attribute.ts"],
  ["packages/ecs-client/src/errors/a.ts", "../api/model/image.ts"],
  ["packages/ecs-client/src/unlisted/a.ts", "../errors/error.ts"],
  ["packages/local-stack/src/actions/image/c.ts", "../snapshot/create-snapshot.ts"],
  ["acceptance/c.test.ts", "../packages/local-stack/src/index.ts"],
  ["bench/b.mjs", "../packages/local-stack/src/index.ts"],
  ["scripts/lib/a.mjs", "../../bench/group.mjs"],
];

/** The files with an error of the rule, relative to the checkout. */
let failing: (rule: string) => ReadonlySet<string>;
let checkout: string;

beforeAll(async () => {
  checkout = realpathSync(mkdtempSync(join(tmpdir(), "import-rules-")));
  copyFileSync(join(root, "biome.json"), join(checkout, "biome.json"));
  for (const name of readdirSync(join(root, "packages"))) {
    mkdirSync(join(checkout, "packages", name), { recursive: true });
    for (const file of ["biome.jsonc", "package.json"])
      copyFileSync(join(root, "packages", name, file), join(checkout, "packages", name, file));
  }
  for (const [file, specifier] of [...allowed, ...refused]) write(file, specifier);
  write("packages/ecs-client/src/call/cycle-a.ts", "./cycle-b.ts");
  write("packages/ecs-client/src/call/cycle-b.ts", "./cycle-a.ts");
  const biome = join(root, "node_modules/@biomejs/biome/bin/biome");
  const options = ["--vcs-enabled=false", "--reporter=github", "--max-diagnostics=none"];
  const { output } = await run(process.execPath, [biome, "lint", ...options, "."], { cwd: checkout });
  const errors = [...output.matchAll(/^::error title=([\w/]+),file=([^,]+),/gm)];
  failing = (rule) =>
    new Set(
      errors.flatMap(([, title, file]) =>
        title?.endsWith(`/${rule}`) && file ? [relative(checkout, file)] : [],
      ),
    );
});

afterAll(() => rmSync(checkout, { recursive: true, force: true }));

function write(file: string, specifier: string): void {
  mkdirSync(dirname(join(checkout, file)), { recursive: true });
  writeFileSync(
    join(checkout, file),
    file.endsWith(".ts")
      ? `import type { Imported } from "${specifier}";\nexport type Exported = Imported;\n`
      : `import { imported } from "${specifier}";\nexport const exported = imported;\n`,
  );
}

const isRefused = (file: string) =>
  failing("noRestrictedImports").has(file) || failing("noUndeclaredDependencies").has(file);

describe("the lint rules for imports", () => {
  test.each(allowed)("%s may import %s", (file) => {
    expect(isRefused(file)).toBe(false);
  });

  test.each(refused)("%s may not import %s", (file) => {
    expect(isRefused(file)).toBe(true);
  });

  test("refuse a cycle of types alone", () => {
    expect([...failing("noImportCycles")].sort()).toEqual([
      "packages/ecs-client/src/call/cycle-a.ts",
      "packages/ecs-client/src/call/cycle-b.ts",
    ]);
  });
});
