import { spawnSync } from "node:child_process";
import { mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { checkNodeVersion } from "./script.mjs";

describe("a script", () => {
  let folder: string;

  beforeEach(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), "script-")));
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  function write(name: string, main: string): string {
    const library = JSON.stringify(new URL("./script.mjs", import.meta.url).href);
    const code = `import { runScript, UserError } from ${library};\nawait runScript(import.meta.url, ${main});\n`;
    writeFileSync(join(folder, name), code);
    return join(folder, name);
  }

  function start(...args: string[]) {
    return spawnSync(process.execPath, args, { encoding: "utf8" });
  }

  test("gets its arguments and gives the exit code", () => {
    const script = write("a.mjs", "(args) => { console.log(args.join()); return 3; }");
    expect(start(script, "x", "y")).toMatchObject({ stdout: "x,y\n", status: 3 });
  });

  test("runs when it is started through a symbolic link", () => {
    write("a.mjs", "() => console.log('ran')");
    symlinkSync(folder, join(folder, "link"));
    expect(start(join(folder, "link/a.mjs")).stdout).toBe("ran\n");
  });

  test("does not run when it is imported", () => {
    write("a.mjs", "() => console.log('ran')");
    writeFileSync(join(folder, "b.mjs"), 'import "./a.mjs";\n');
    expect(start(join(folder, "b.mjs"))).toMatchObject({ stdout: "", status: 0 });
  });

  test("shows an error that the user can fix as one sentence, and fails", () => {
    const script = write("a.mjs", "() => { throw new UserError('there is no terraform. Install it.'); }");
    expect(start(script)).toMatchObject({
      stderr: "\nerror: there is no terraform. Install it.\n",
      status: 1,
    });
  });
});

test.each(["20.18.1", "20.19.0", "21.0.0", "22.1.0", "100.0.0"])("Node %s is new enough", (version) => {
  expect(() => checkNodeVersion(version)).not.toThrow();
});

test.each(["20.18.0", "20.9.9", "18.20.8", "16.0.0"])("Node %s is too old", (version) => {
  expect(() => checkNodeVersion(version)).toThrow(`this is Node ${version}, and 20.18.1 or newer is needed`);
});
