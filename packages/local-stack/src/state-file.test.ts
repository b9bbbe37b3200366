import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { startLocalStack } from "./local-stack.ts";
import { administer, send } from "./testing/client.ts";

let folder: string;
let stateFile: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "local-stack-"));
  stateFile = join(folder, "state.json");
});
afterEach(() => rm(folder, { recursive: true }));

const create = (stack: Awaited<ReturnType<typeof startLocalStack>>, ClientToken: string) =>
  send(stack, "CreateImage", { RegionId: stack.region, SnapshotId: stack.snapshotIds[0] ?? "", ClientToken });

describe("a stack with a state file", () => {
  it("goes on after a restart: resources, IDs, client tokens, what was under way", async () => {
    const before = await startLocalStack({ stateFile, imageSeconds: 3600 });
    const first = (await create(before, "token")).body.ImageId;
    await before.close();

    const after = await startLocalStack({ stateFile, imageSeconds: 3600 });
    expect(after.imageIds).toEqual(["m-local0000000000system", first]);
    expect((await create(after, "token")).body.ImageId).toBe(first);
    expect((await create(after, "another")).body.ImageId).toBe("m-local00000000000002");
    after.advance(3_600_000);
    const { body } = await send(after, "DescribeImages", { RegionId: after.region, ImageId: String(first) });
    expect(body).toMatchObject({ TotalCount: 1 });
    await after.close();
  });

  it("has written every change before it is answered", async () => {
    const stack = await startLocalStack({ stateFile });
    const ids = await Promise.all(
      Array.from({ length: 10 }, async (_, index) => (await create(stack, `token-${index}`)).body.ImageId),
    );
    const written = JSON.parse(await readFile(stateFile, "utf8")) as {
      images: { fields: { ImageId: string } }[];
    };
    expect(written.images.map((image) => image.fields.ImageId)).toEqual(expect.arrayContaining(ids));
    await administer(stack, "POST", "reset");
    expect(JSON.parse(await readFile(stateFile, "utf8"))).toMatchObject({ images: { length: 1 } });
    await stack.close();
  });

  it("leaves nothing else in the folder", async () => {
    const stack = await startLocalStack({ stateFile });
    await Promise.all([create(stack, "a"), create(stack, "b")]);
    await stack.close();
    expect(await readdir(folder)).toEqual(["state.json"]);
  });

  it.each([
    ["{", "is damaged"],
    ["{}", "was not written by this version"],
    ['{"format":1,"regionId":"r"}', "was not written by this version"],
  ])("refuses the file %j with a sentence", async (text, message) => {
    await writeFile(stateFile, text);
    await expect(startLocalStack({ stateFile })).rejects.toThrow(message);
  });

  it("refuses a file of another region", async () => {
    await (await startLocalStack({ stateFile })).close();
    await expect(startLocalStack({ stateFile, region: "cn-elsewhere" })).rejects.toThrow(
      "cn-local-env01-d01",
    );
  });

  it("says so when the file cannot be written", async () => {
    await expect(startLocalStack({ stateFile: join(folder, "none", "s.json") })).rejects.toThrow(
      "cannot be written",
    );
  });
});
