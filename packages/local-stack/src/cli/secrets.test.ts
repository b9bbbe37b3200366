import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { actions } from "../actions/table.ts";
import { call } from "../testing/client.ts";
import { TestProgram } from "../testing/test-program.ts";

const SECRET = "the-secret-of-the-key";
/** Sent by clients; none of them may be told to anybody else. */
const SENT = { Password: "the-password", UserData: "the-user-data", AccessKeySecret: "the-other-secret" };

let program: TestProgram;
beforeAll(async () => {
  program = await TestProgram.build();
});
afterAll(() => program.remove());

describe("a secret that the stack was given", () => {
  it("is in the first line alone: in no log, admin response or error, and not in the state file", async () => {
    const stateFile = join(program.folder, "state.json");
    const running = await program.start(["--access-key-secret", SECRET, "--state", stateFile]);
    const { startLine } = running;
    expect(running.line).toContain(SECRET);
    const texts: string[] = [];
    for (const { name, version } of actions) {
      const parameters = { ...SENT, ClientToken: name, Version: version, Description: "" };
      texts.push(JSON.stringify(await call(startLine, name, parameters)));
    }
    const [SnapshotId = ""] = startLine.snapshotIds;
    const instance = { ImageId: "m-local0000000000system", InstanceType: "ecs.n4.large", ...SENT };
    for (const [action, parameters] of [
      ["CreateImage", { SnapshotId, ...SENT }],
      ["RunInstances", { ...instance, ClientToken: "a" }],
      ["CreateInstance", { ...instance, ClientToken: "b" }],
      ["CreateImage", { SnapshotId, ImageName: "http://x", ...SENT }],
    ] as const) {
      texts.push(JSON.stringify(await call(startLine, action, parameters)));
    }
    texts.push(JSON.stringify(await call({ ...startLine, accessKeySecret: "wrong" }, "DescribeRegions")));
    texts.push(JSON.stringify(await call({ ...startLine, accessKeyId: "nobody" }, "DescribeRegions")));
    for (const [method, path, body] of [
      ["GET", "state", undefined],
      ["GET", "requests", undefined],
      ["GET", "options", undefined],
      ["GET", `access-keys/${startLine.accessKeyId}`, undefined],
      ["PUT", `access-keys/${startLine.accessKeyId}`, '{"Status":"Active"}'],
      ["PUT", "options", '{"accessKeySecret":""}'],
      ["POST", "reset", undefined],
    ] as const) {
      const response = await fetch(`${startLine.endpoint}/_local/${path}`, {
        method,
        ...(body !== undefined && { body }),
      });
      texts.push(await response.text());
    }
    texts.push(await readFile(stateFile, "utf8"));
    await running.end("SIGTERM");
    texts.push(await readFile(stateFile, "utf8"), running.stderr());
    expect(texts.join("\n")).toContain("CreateImage");
    for (const text of texts) {
      for (const secret of [SECRET, ...Object.values(SENT)]) expect(text).not.toContain(secret);
    }
  });
});
