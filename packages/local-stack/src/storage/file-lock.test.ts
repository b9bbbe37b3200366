import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

import { build } from "esbuild";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";

import { lockFile } from "./file-lock.ts";

/** No process has this ID: it is above the highest that Linux gives out. */
const NO_PROCESS = 4_194_305;

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "local-stack-lock-"));
  file = join(folder, "state.json");
});
afterEach(() => rm(folder, { recursive: true }));

describe("a lock", () => {
  it("is taken once, named for its process, and gone afterwards", async () => {
    const unlock = await lockFile(file);
    expect(await readFile(`${file}.lock`, "utf8")).toMatch(new RegExp(`^${process.pid} [0-9a-f]{16}$`));
    await expect(lockFile(file)).rejects.toMatchObject({
      code: "StateFileInUse",
      message: expect.stringContaining(`is in use by process ${process.pid}`),
    });
    await unlock();
    expect(await readdir(folder)).toEqual([]);
    await (await lockFile(file))();
  });

  it("of another process stays when this one unlocks", async () => {
    const unlock = await lockFile(file);
    await writeFile(`${file}.lock`, `${process.ppid} aaaa`);
    await unlock();
    expect(await readdir(folder)).toEqual(["state.json.lock"]);
  });

  it.each([
    ["of a process that is gone", `${NO_PROCESS} abcd`],
    ["that version 0.1.0 left behind", String(NO_PROCESS)],
    ["of an earlier process with the same ID", `${process.pid} abcd`],
    ["that is damaged", "nonsense"],
    ["that is empty", ""],
  ])("%s does not count", async (_name, text) => {
    await writeFile(`${file}.lock`, text);
    await (await lockFile(file))();
    expect(await readdir(folder)).toEqual([]);
  });

  it("whose removal was cut short does not count", async () => {
    await writeFile(`${file}.lock`, `${NO_PROCESS} abcd`);
    await writeFile(`${file}.lock.abcd`, `${NO_PROCESS} ef01`);
    await (await lockFile(file))();
    expect(await readdir(folder)).toEqual([]);
  });

  it("in a folder that is not there is an error that names the file", async () => {
    await expect(lockFile(join(folder, "none", "s.json"))).rejects.toMatchObject({
      code: "StateFileNotWritable",
      message: expect.stringContaining("s.json cannot be written"),
    });
  });
});

describe("races", () => {
  const ROUNDS = 300;
  const CONTENDERS = 4;
  let program: string;
  let programFolder: string;
  const contenders: Contender[] = [];
  beforeAll(async () => {
    programFolder = await mkdtemp(join(tmpdir(), "local-stack-lock-"));
    program = join(programFolder, "contender.mjs");
    await build({
      entryPoints: [fileURLToPath(new URL("../testing/lock-contender.ts", import.meta.url))],
      bundle: true,
      platform: "node",
      format: "esm",
      outfile: program,
      logLevel: "silent",
    });
  });
  afterAll(async () => {
    for (const { child } of contenders) child.kill("SIGKILL");
    await rm(programFolder, { recursive: true });
  });

  it("of processes that find the same stale lock are won by exactly one", async () => {
    for (let index = 0; index < CONTENDERS; index += 1) contenders.push(new Contender(program));
    for (let round = 0; round < ROUNDS; round += 1) {
      const path = join(folder, `state-${round}.json`);
      await writeFile(`${path}.lock`, `${NO_PROCESS} ${round.toString(16)}`);
      const outcomes = await Promise.all(contenders.map((each) => each.tell(`lock ${path}`)));
      expect(outcomes.sort(), `round ${round}`).toEqual([
        ...Array(CONTENDERS - 1).fill("StateFileInUse"),
        "locked",
      ]);
      await Promise.all(contenders.map((each) => each.tell("unlock")));
    }
    expect(await readdir(folder)).toEqual([]);
  });

  it("for a file whose owner was killed are won by exactly one", async () => {
    for (let round = 0; round < 10; round += 1) {
      const outcomes = await Promise.all(contenders.map((each) => each.tell(`lock ${file}`)));
      expect(
        outcomes.filter((outcome) => outcome === "locked"),
        `round ${round}`,
      ).toHaveLength(1);
      const winner = outcomes.indexOf("locked");
      await contenders[winner]?.kill();
      contenders[winner] = new Contender(program);
    }
  });
});

/** A process that locks and unlocks files when it is told to. */
class Contender {
  readonly child: ChildProcess;
  readonly #lines: NodeJS.AsyncIterator<string>;

  constructor(program: string) {
    const child = spawn(process.execPath, [program], { stdio: ["pipe", "pipe", "inherit"] });
    this.child = child;
    this.#lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  }

  /** Sends a line and resolves to the line that answers it. */
  async tell(line: string): Promise<string> {
    this.child.stdin?.write(`${line}\n`);
    return (await this.#lines.next()).value ?? "the process has ended";
  }

  async kill(): Promise<void> {
    const exit = once(this.child, "exit");
    this.child.kill("SIGKILL");
    await exit;
  }
}
