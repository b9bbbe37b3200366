import { setTimeout } from "node:timers/promises";

import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";

import { type LocalStack, startLocalStack } from "./local-stack.ts";
import { administer, type RequestShape, send } from "./testing/client.ts";

let stack: LocalStack;
beforeAll(async () => {
  stack = await startLocalStack();
});
afterAll(() => stack.close());
beforeEach(async () => {
  await administer(stack, "POST", "reset");
});

const setFaults = (...rules: object[]) => administer(stack, "PUT", "faults", rules);
const regions = (shape?: RequestShape) => send(stack, "DescribeRegions", {}, shape);
const createImage = () =>
  send(stack, "CreateImage", {
    RegionId: stack.region,
    SnapshotId: stack.snapshotIds[0] ?? "",
    ClientToken: "token",
  });
async function imageCount() {
  const { body } = await administer(stack, "GET", "state");
  return (body as { images: unknown[] }).images.length;
}

describe("a fault rule", () => {
  it("throttles with the time to wait", async () => {
    await setFaults({ fault: "throttle", ms: 250 });
    const answer = await regions();
    expect([answer.status, answer.body.Code]).toEqual([400, "Throttling.User"]);
    expect(answer.headers.get("x-acs-retry-after")).toBe("250");
    expect((await regions()).status).toBe(200);
  });

  it.each([
    [{}, 500, "InternalError"],
    [{ code: "QuotaExceed.Snapshot" }, 403, "QuotaExceed.Snapshot"],
    [{ code: "ServiceUnavailable" }, 503, "ServiceUnavailable"],
    [{ code: "OperationConflict", status: 409 }, 409, "OperationConflict"],
  ])("answers with the error it names: %j", async (rule, status, code) => {
    await setFaults({ fault: "error", ...rule });
    const answer = await createImage();
    expect([answer.status, answer.body.Code]).toEqual([status, code]);
    expect(await imageCount()).toBe(1);
  });

  it("drops the connection before the work", async () => {
    await setFaults({ fault: "drop-before", action: "CreateImage" });
    await expect(createImage()).rejects.toThrow("fetch failed");
    expect(await imageCount()).toBe(1);
  });

  it("drops the connection after the work, which the client token finds again", async () => {
    await setFaults({ fault: "drop-after", action: "CreateImage" });
    await expect(createImage()).rejects.toThrow("fetch failed");
    expect(await imageCount()).toBe(2);
    expect((await createImage()).body.ImageId).toBe("m-local00000000000001");
    expect(await imageCount()).toBe(2);
  });

  it("hangs until the client gives up, and does no work", async () => {
    await setFaults({ fault: "hang", action: "CreateImage" }, { fault: "hang", action: "DescribeRegions" });
    await expect(regions({ signal: AbortSignal.timeout(50) })).rejects.toThrow("timeout");
    expect((await regions()).status).toBe(200);
  });

  it("hangs for the time it names and then cuts the connection", async () => {
    await setFaults({ fault: "hang", ms: 30 });
    await expect(regions()).rejects.toThrow("fetch failed");
  });

  it("slows down and then answers", async () => {
    await setFaults({ fault: "slow", ms: 60 });
    const startMs = performance.now();
    expect((await regions()).status).toBe(200);
    expect(performance.now() - startMs).toBeGreaterThanOrEqual(55);
  });

  it("hits the requests of its action from the nth on, as many as it says", async () => {
    await setFaults({ action: "DescribeRegions", nth: 2, count: 2, fault: "error" });
    const statuses: number[] = [];
    for (let index = 0; index < 5; index += 1) {
      await send(stack, "DescribeZones", { RegionId: stack.region });
      statuses.push((await regions()).status);
    }
    expect(statuses).toEqual([200, 500, 500, 200, 200]);
  });

  it("gives way to the first of those that hit, and is gone when the list is replaced", async () => {
    await setFaults(
      { fault: "error", code: "First", count: 9 },
      { fault: "error", code: "Second", count: 9 },
    );
    expect((await regions()).body.Code).toBe("First");
    await setFaults();
    expect((await regions()).status).toBe(200);
  });

  it("does not count requests that are not authentic", async () => {
    await setFaults({ fault: "error" });
    expect((await regions({ secret: "wrong" })).body.Code).toBe("SignatureDoesNotMatch");
    expect((await regions()).status).toBe(500);
  });

  it.each([
    [{}, "The faults must be a JSON list of rules."],
    [[{}], 'Rule 1: "fault" must be one of'],
    [[{ fault: "slow" }, { fault: "explode" }], 'Rule 2: "fault" must be one of'],
    [[{ fault: "slow", nth: 0 }], 'Rule 1: "nth" must be a whole number of at least 1.'],
    [[{ fault: "error", status: 200 }], 'Rule 1: "status" must be a whole number from 400 to 599.'],
    [[{ fault: "error", code: 1 }], 'Rule 1: "code" must be a string.'],
    ["{", "The body is not JSON."],
  ])("that is wrong is refused: %j", async (rules, message) => {
    const answer = await administer(stack, "PUT", "faults", rules);
    expect(answer.status).toBe(400);
    expect(answer.body.error).toContain(message);
  });
});

describe("a closing stack", () => {
  it("does not wait for requests that hang", async () => {
    const other = await startLocalStack();
    await administer(other, "PUT", "faults", [{ fault: "hang" }]);
    const hanging = send(other, "DescribeRegions").catch((error: unknown) => error);
    await setTimeout(50);
    await other.close();
    expect(await hanging).toBeInstanceOf(Error);
  });
});
