import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { forbiddenImports, importsOf } from "./lib/dependency-arrows.mjs";
import { root } from "./lib/project.mjs";

test("the packages of this workspace import each other downwards only", () => {
  expect(forbiddenImports(root)).toEqual([]);
});

describe("an import is judged by where it stands and what it names", () => {
  let checkout: string;

  beforeEach(() => {
    checkout = mkdtempSync(join(tmpdir(), "arrows-"));
    for (const name of ["provider", "terraform-plugin", "ecs-client", "local-stack"]) {
      mkdirSync(join(checkout, "packages", name, "src"), { recursive: true });
    }
  });

  afterEach(() => rmSync(checkout, { recursive: true }));

  function judged(file: string, code: string): string[] {
    const path = join(checkout, "packages", file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, code);
    return forbiddenImports(checkout);
  }

  test.each([
    ["provider", "terraform-plugin"],
    ["provider", "ecs-client"],
    ["provider", "terraform-plugin/testing"],
    ["terraform-plugin", "terraform-plugin"],
    ["terraform-plugin", "node:http2"],
    ["ecs-client", "undici"],
    ["local-stack", "./model/image.ts"],
  ])("%s may import %s", (name, specifier) => {
    expect(judged(`${name}/src/index.ts`, `import { a } from "${specifier}";`)).toEqual([]);
  });

  test.each([
    ["terraform-plugin", "ecs-client"],
    ["terraform-plugin", "provider"],
    ["ecs-client", "terraform-plugin"],
    ["local-stack", "ecs-client"],
    ["provider", "local-stack"],
    ["provider", "../../ecs-client/src/index.ts"],
  ])("%s may not import %s", (name, specifier) => {
    const [problem] = judged(`${name}/src/index.ts`, `import type { A } from "${specifier}";`);
    expect(problem).toContain(`packages/${name}/src/index.ts imports ${specifier}: `);
  });

  test("tests are no exception", () => {
    expect(judged("provider/src/image/wait.test.ts", 'import { b } from "local-stack";')).toHaveLength(1);
  });

  test("a package that the table does not name is asked for", () => {
    const [problem] = judged("another/src/index.ts", 'import { a } from "provider";');
    expect(problem).toContain("what another may import");
  });
});

test.each([
  ['import { a } from "x";', ["x"]],
  ['import "x";', ["x"]],
  ['import {\n  a,\n  b,\n} from "x";', ["x"]],
  ['export * from "x";', ["x"]],
  ['export type { A } from "./x.ts";', ["./x.ts"]],
  ['const { a } = await import("x");', ["x"]],
  ['type A = import("x").A;', ["x"]],
  ['// import { a } from "x";', []],
  ['/**\n * import { a } from "x";\n */', []],
])("the imports of %j are %j", (code, imports) => {
  expect(importsOf(code)).toEqual(imports);
});
