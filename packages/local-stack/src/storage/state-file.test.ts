import {
  appendFile,
  copyFile,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { type LocalStack, startLocalStack } from "../local-stack.ts";
import type { LocalStackOptions } from "../options/settings.ts";
import { administer, send } from "../testing/client.ts";

let folder: string;
let stateFile: string;
const running: LocalStack[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "local-stack-"));
  stateFile = join(folder, "state.json");
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((stack) => stack.close()));
  await rm(folder, { recursive: true });
});

async function start(options: LocalStackOptions = {}): Promise<LocalStack> {
  const stack = await startLocalStack({ stateFile, imageSeconds: 3600, deleteSeconds: 3600, ...options });
  running.push(stack);
  return stack;
}
const close = (stack: LocalStack) => {
  running.splice(running.indexOf(stack), 1);
  return stack.close();
};
const create = (stack: LocalStack, ClientToken: string, more: Record<string, string> = {}) =>
  send(stack, "CreateImage", {
    RegionId: stack.region,
    SnapshotId: stack.snapshotIds[0] ?? "",
    ClientToken,
    ...more,
  });
/** The state without what changes as time goes by. */
const stateOf = async (stack: LocalStack) => {
  const { text } = await administer(stack, "GET", "state");
  return JSON.parse(text, (name, value: unknown) => (name === "RemainTime" ? undefined : value)) as Record<
    string,
    unknown
  >;
};

/** What a stack would go on with if the process of this one had been killed now. */
async function stateInFile(): Promise<unknown> {
  const copy = join(folder, "copy.json");
  await copyFile(stateFile, copy);
  const stack = await start({ stateFile: copy });
  const state = await stateOf(stack);
  await close(stack);
  return state;
}

describe("a stack with a state file", () => {
  it("goes on after a restart: resources, IDs, client tokens, what was under way", async () => {
    const before = await start();
    const first = (await create(before, "token")).body.ImageId;
    await close(before);

    const after = await start();
    expect(after.imageIds).toEqual(["m-local0000000000system", first]);
    expect((await create(after, "token")).body.ImageId).toBe(first);
    expect((await create(after, "another")).body.ImageId).toBe("m-local00000000000002");
    after.advance(3_600_000);
    const { body } = await send(after, "DescribeImages", { RegionId: after.region, ImageId: String(first) });
    expect(body).toMatchObject({ TotalCount: 1 });
  });

  it("has every change in the file before the response is sent", async () => {
    const stack = await start();
    const RegionId = stack.region;
    const [running = "", stopped = ""] = stack.instanceIds;
    const first = String((await create(stack, "a", { ImageName: "first" })).body.ImageId);
    const changes: [string, Record<string, string>][] = [
      [
        "TagResources",
        { ResourceType: "image", "ResourceId.1": first, "Tag.1.Key": "k", "Tag.1.Value": "v" },
      ],
      ["CreateSnapshot", { DiskId: String(await diskOf(stack)) }],
      ["RunInstances", { ImageId: "m-local0000000000system", InstanceType: "ecs.n4.large", Amount: "3" }],
      ["StopInstance", { InstanceId: running }],
      ["DeleteInstance", { InstanceId: stopped }],
      ["UntagResources", { ResourceType: "image", "ResourceId.1": first, "TagKey.1": "k" }],
    ];
    for (const [action, parameters] of changes) {
      expect(await send(stack, action, { RegionId, ...parameters })).toMatchObject({ status: 200 });
      expect(await stateInFile()).toEqual(await stateOf(stack));
    }
    await administer(stack, "POST", "clock", { advanceMs: 3_600_000 });
    expect(await send(stack, "DeleteImage", { RegionId, ImageId: first })).toMatchObject({ status: 200 });
    expect(await stateInFile()).toEqual(await stateOf(stack));
    await administer(stack, "POST", "seed", { images: 3, snapshots: 3, instances: 3 });
    expect(await stateInFile()).toEqual(await stateOf(stack));
    await administer(stack, "DELETE", `images/${first}`);
    expect(await stateInFile()).toEqual(await stateOf(stack));
    await administer(stack, "POST", "reset");
    expect(await stateInFile()).toEqual(await stateOf(stack));
  });

  it("has changes that were made at once in the file, too", async () => {
    const stack = await start();
    await Promise.all(Array.from({ length: 50 }, (_, index) => create(stack, `token-${index}`)));
    const state = (await stateInFile()) as { images: unknown[] };
    expect(state.images).toHaveLength(52);
  });

  it("writes for a change what has changed, and everything anew when that has become too much", async () => {
    const stack = await start();
    await administer(stack, "POST", "seed", { images: 500 });
    const { ino, size } = await stat(stateFile);
    await create(stack, "one");
    const after = await stat(stateFile);
    expect(after.ino).toBe(ino);
    expect(after.size - size).toBeLessThan(4000);
    const ImageId = "m-local00000000000001";
    for (let round = 0; (await stat(stateFile)).ino === ino; round += 1) {
      expect(round).toBeLessThan(2000);
      const Description = `${round} ${"x".repeat(200)}`;
      await send(stack, "ModifyImageAttribute", { RegionId: stack.region, ImageId, Description });
    }
    expect(await stateInFile()).toEqual(await stateOf(stack));
  });

  it("closes with the whole on one line and nothing else in the folder", async () => {
    const stack = await start();
    await Promise.all([create(stack, "a"), create(stack, "b")]);
    await close(stack);
    expect(await readdir(folder)).toEqual(["state.json"]);
    expect(JSON.parse(await readFile(stateFile, "utf8"))).toMatchObject({ images: { length: 4 } });
  });

  it("never follows a link that somebody has put where it writes", async () => {
    const victim = join(folder, "victim");
    await writeFile(victim, "precious");
    await symlink(victim, `${stateFile}.tmp`);
    await close(await start());
    expect(await readFile(victim, "utf8")).toBe("precious");
    expect((await lstat(stateFile)).isFile()).toBe(true);
  });

  it("removes what a killed process has left of its writing, and nothing else", async () => {
    const others = ["state.json.tmp", "state.json.0123456789abcdef.tmpl", "other.0123456789abcdef.tmp"];
    for (const name of ["state.json.0123456789abcdef.tmp", ...others])
      await writeFile(join(folder, name), "");
    await close(await start());
    expect((await readdir(folder)).sort()).toEqual([...others, "state.json"].sort());
  });

  it("keeps the file from other users", async () => {
    await start();
    expect((await stat(stateFile)).mode & 0o777).toBe(0o600);
  });

  it("goes on without a last line that was cut short", async () => {
    const stack = await start();
    await create(stack, "a");
    const state = await stateOf(stack);
    await appendFile(stateFile, '{"put":{"images":[[7,{"regionId":"c');
    expect(await stateInFile()).toEqual(state);
  });

  it("responds with InternalError when a change cannot be saved, and saves it with the next one", async () => {
    const stack = await start();
    await rm(folder, { recursive: true });
    expect(await create(stack, "a")).toMatchObject({ status: 500, body: { Code: "InternalError" } });
    expect(await administer(stack, "POST", "seed", { images: 1 })).toMatchObject({
      status: 500,
      body: { error: "The request failed; the stack's log says why." },
    });
    expect(await send(stack, "DescribeRegions")).toMatchObject({ status: 200 });
    await mkdir(folder);
    expect(await create(stack, "b")).toMatchObject({ status: 200 });
    expect(await stateInFile()).toEqual(await stateOf(stack));
  });

  it.each([
    ["{", "is damaged"],
    ["[]", "is damaged"],
    ['{"format":1}\nnonsense\n', "is damaged"],
    ["{}", "was not written by this version"],
    ['{"format":1,"regionId":"r"}', "was not written by this version"],
  ])("refuses the file %j with a sentence", async (text, message) => {
    await writeFile(stateFile, text);
    await expect(start()).rejects.toThrow(message);
    expect(await readFile(stateFile, "utf8")).toBe(text);
    expect(await readdir(folder)).toEqual(["state.json"]);
  });

  it("refuses a file of another region", async () => {
    await close(await start());
    await expect(start({ region: "cn-elsewhere" })).rejects.toThrow("cn-local-env01-d01");
  });

  it("refuses a file that another stack is using, until that one is closed", async () => {
    const first = await start();
    await expect(start()).rejects.toThrow(`is in use by process ${process.pid}: stop that one`);
    await close(first);
    await start();
  });

  it.each([
    ["of another process that is there", () => String(process.ppid), true],
    ["of a process that is gone", () => "4194305", false],
    ["that is empty", () => "", false],
  ])("heeds a lock %s only when its holder may be there: %#", async (_name, text, isHeeded) => {
    await writeFile(`${stateFile}.lock`, text());
    const outcome = await start().then(
      () => false,
      (error: Error) => error.message.includes("is in use"),
    );
    expect(outcome).toBe(isHeeded);
  });

  it("says so when the file cannot be written", async () => {
    await expect(start({ stateFile: join(folder, "none", "s.json") })).rejects.toThrow("cannot be written");
  });
});

async function diskOf(stack: LocalStack): Promise<unknown> {
  const { disks } = (await stateOf(stack)) as { disks: { DiskId: string }[] };
  return disks[0]?.DiskId;
}
