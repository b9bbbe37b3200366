import { setTimeout } from "node:timers/promises";

import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";

import { actions } from "../actions/table.ts";
import { type LocalStack, startLocalStack } from "../local-stack.ts";
import { administer, type RequestShape, send } from "../testing/client.ts";

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
/** Images beside the two of the system. */
async function imageCount() {
  const { body } = await administer(stack, "GET", "state");
  return (body as { images: unknown[] }).images.length - 2;
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
    [{ code: "InvalidSecurityToken.Expired" }, 400, "InvalidSecurityToken.Expired"],
  ])("answers with the error it names: %j", async (rule, status, code) => {
    await setFaults({ fault: "error", ...rule });
    const answer = await createImage();
    expect([answer.status, answer.body.Code]).toEqual([status, code]);
    expect(await imageCount()).toBe(0);
  });

  it("drops the connection before the work", async () => {
    await setFaults({ fault: "drop-before", action: "CreateImage" });
    await expect(createImage()).rejects.toThrow("fetch failed");
    expect(await imageCount()).toBe(0);
  });

  it("drops the connection after the work, which the client token finds again", async () => {
    await setFaults({ fault: "drop-after", action: "CreateImage" });
    await expect(createImage()).rejects.toThrow("fetch failed");
    expect(await imageCount()).toBe(1);
    expect((await createImage()).body.ImageId).toBe("m-local00000000000001");
    expect(await imageCount()).toBe(1);
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

  it.each([
    ["IncorrectInstanceStatus", 400],
    ["IncorrectInstanceStatus", 403],
    ["InvalidImageId.NotFound", 200],
    ["NotInTheTable", 418],
  ])("answers the code %s with the status %i, which it can have", async (code, status) => {
    await setFaults({ fault: "error", code, status });
    const response = await regions();
    expect([response.body.Code, response.status]).toEqual([code, status]);
  });

  it("can be read back", async () => {
    await setFaults({ fault: "slow", ms: 0, action: "DescribeRegions" }, { fault: "error", nth: 2 });
    expect((await administer(stack, "GET", "faults")).body).toEqual([
      { fault: "slow", action: "DescribeRegions", nth: 1, count: 1, ms: 0 },
      { fault: "error", nth: 2, count: 1 },
    ]);
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
    [[{ fault: "error", status: 302 }], 'Rule 1: "status" must be 200 or a whole number from 400 to 599.'],
    [[{ fault: "slow", after: 1 }], 'Rule 1: "after" is not known; known: action, nth, count,'],
    [[{ fault: "error", code: 1 }], 'Rule 1: "code" must be a string.'],
    [[{ fault: "slow", action: "DescribeImage" }], 'Rule 1: the stack has no action "DescribeImage".'],
    [[{ fault: "slow" }, { fault: "hang", action: "" }], 'Rule 2: the stack has no action "".'],
    [[{ fault: "throttle", status: 503 }], 'Rule 1: only the fault error takes "status".'],
    [[{ fault: "slow", code: "InternalError" }], 'Rule 1: only the fault error takes "code".'],
    [
      [{ fault: "error", code: "InvalidImageId.NotFound", status: 500 }],
      "Rule 1: the service answers InvalidImageId.NotFound with status 404, never with 500.",
    ],
    [
      [{ fault: "error", code: "IncorrectInstanceStatus", status: 404 }],
      "Rule 1: the service answers IncorrectInstanceStatus with status 400 or 403, never with 404.",
    ],
    ["{", "The body is not JSON."],
  ])("that is wrong is refused: %j", async (rules, message) => {
    const answer = await administer(stack, "PUT", "faults", rules);
    expect(answer.status).toBe(400);
    expect(answer.body.error).toContain(message);
  });
});

describe.each([
  ["throttle", 400],
  ["error", 500],
  ["drop-before", null],
  ["drop-after", null],
  ["hang", null],
  ["slow", "as ever"],
])("the fault %s", (fault, status) => {
  it("hits the requests of any action that its rule names, those and no others", async () => {
    const request = (action: (typeof actions)[number]) =>
      send(stack, action.name, {}, { common: { Version: action.version } }).then(
        (answer) => answer.status,
        () => null,
      );
    const rules = actions.map(({ name }) => ({ action: name, nth: 2, count: 2, fault, ms: 20 }));
    await setFaults(...rules);
    await administer(stack, "DELETE", "requests");
    const found = await Promise.all(
      actions.map(async (action) => [
        await request(action),
        await request(action),
        await request(action),
        await request(action),
      ]),
    );
    for (const [index, { name }] of actions.entries()) {
      const logged = stack.requests().filter((entry) => entry.action === name);
      expect(logged.map((entry) => entry.fault)).toEqual([null, fault, fault, null]);
      expect(found[index], name).toEqual(logged.map((entry) => entry.status));
      const [asEver] = found[index] ?? [];
      const hit = status === "as ever" ? asEver : status;
      expect(found[index], name).toEqual([asEver, hit, hit, asEver]);
      if (fault !== "slow" && fault !== "hang") continue;
      expect(logged.filter((entry) => entry.milliseconds >= 15 && entry.fault !== null)).toHaveLength(2);
    }
  });
});

describe("a request that hangs", () => {
  it("is over when its client is gone", async () => {
    await administer(stack, "DELETE", "requests");
    await setFaults({ fault: "hang" });
    await expect(regions({ signal: AbortSignal.timeout(50) })).rejects.toThrow("timeout");
    await expect.poll(() => stack.requests()).toMatchObject([{ status: null, fault: "hang" }]);
  });
});

describe("chaos", () => {
  it("breaks the same requests in the same way after a reset, and none once it is over", async () => {
    // What comes of this seed takes no time.
    const chaos = { chaos: "seed-11", chaosShare: 0.5 };
    const run = async () => {
      await administer(stack, "POST", "reset");
      await administer(stack, "PUT", "options", chaos);
      const outcomes: string[] = [];
      for (let index = 0; index < 8; index += 1) {
        const answer = await regions().catch(() => undefined);
        outcomes.push(String(answer?.body.Code ?? answer?.status));
      }
      return outcomes;
    };
    const outcomes = await run();
    expect(outcomes).toContain("200");
    expect(new Set(outcomes).size).toBeGreaterThan(1);
    expect(await run()).toEqual(outcomes);
    await administer(stack, "PUT", "options", { chaos: null });
    for (let index = 0; index < 20; index += 1) expect((await regions()).status).toBe(200);
  });

  it("gives way to a rule", async () => {
    await administer(stack, "PUT", "options", { chaos: "seed", chaosShare: 1 });
    await setFaults({ fault: "error", code: "First" });
    expect((await regions()).body.Code).toBe("First");
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
