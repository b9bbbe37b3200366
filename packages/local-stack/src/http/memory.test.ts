import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { call } from "../testing/client.ts";
import { TestProgram } from "../testing/test-program.ts";

/** Far less than all that is sent. Node ends a program that needs more. */
const HEAP_MIB = 64;

let program: TestProgram;
beforeAll(async () => {
  program = await TestProgram.build();
});
afterAll(() => program.remove());

describe("the memory of a stack", () => {
  it("does not grow with the requests it refuses, whatever is in them", async () => {
    const { startLine, end, child } = await program.start(["--quiet"], [`--max-old-space-size=${HEAP_MIB}`]);
    const large = "x".repeat(900_000);
    const form = { "content-type": "application/x-www-form-urlencoded" };
    const bodies = [
      `Action=${large}`,
      `Action=DescribeImages&Version=2014-05-26&${large}=1`,
      `Action=DescribeImages&Version=2014-05-26&Description=${large}&Signature=x&AccessKeyId=${large}`,
      large.slice(0, 200_000).replaceAll("xxx", "a=&"),
    ];
    for (let index = 0; index < 160; index += 8) {
      await Promise.all(
        Array.from({ length: 8 }, async (_, offset) => {
          const body = bodies[(index + offset) % bodies.length] ?? "";
          const response = await fetch(startLine.endpoint, { method: "POST", body, headers: form });
          expect(response.status).toBeGreaterThanOrEqual(400);
          await response.text();
        }),
      );
    }
    for (let index = 0; index < 10; index += 1) {
      const answer = await call(startLine, "DescribeImages", {
        SignatureNonce: `${index}${large}`,
        PageSize: "0",
      });
      expect(answer.Code).toBe("InvalidParameter");
    }
    const usage = await (await fetch(`${startLine.endpoint}/_local/usage`)).json();
    expect(usage).toMatchObject({ heapBytes: expect.any(Number) });
    expect(child.exitCode).toBeNull();
    await end("SIGKILL");
  });
});
