import { describe, expect, test } from "vitest";
import { DiagnosticError } from "../diagnostics.ts";
import { type Disk, type Disks, fixtureProvider, madeFrom } from "../testing/fixture.ts";
import { PROTOCOLS, started } from "../testing/started.ts";
import { path } from "../types/path.ts";
import { UNKNOWN } from "../types/unknown.ts";

const DISK = "fixture_disk";
const REFUSED = new DiagnosticError("Refused", "The service refused it.", { path: path("size") });

describe.each(PROTOCOLS)("applying over protocol %d", (protocol) => {
  const run = (...args: Parameters<typeof fixtureProvider>) =>
    started(fixtureProvider(...args), { protocol });

  describe("a create", () => {
    test("stores what the resource returns, with the configured timeouts", async () => {
      const running = await run();
      const config = { name: "data", mapping: [{ device: "xvdb" }], timeouts: { create: "5m" } };
      expect(await running.apply(DISK, { config })).toMatchObject({
        diagnostics: [],
        state: {
          id: "d-1",
          size: 20,
          mapping: [{ device: "xvdb", serial: "serial of xvdb" }],
          rule: [],
          timeouts: { create: "5m", delete: null },
        },
      });
    });

    test("that fails before anything exists stores nothing", async () => {
      const running = await run({ create: () => Promise.reject(REFUSED) });
      const { state, diagnostics } = await running.apply(DISK, { config: { name: "data" } });
      expect(state).toBeNull();
      expect(diagnostics).toEqual([
        { severity: "error", summary: "Refused", detail: "The service refused it.", path: "size" },
      ]);
    });

    test("that fails after the object exists stores the partial state with the error", async () => {
      const running = await run({
        create: async ({ plan, partial }) => {
          partial(madeFrom(plan, "d-half", 0));
          throw REFUSED;
        },
      });
      const { state, diagnostics } = await running.apply(DISK, { config: { name: "data" } });
      expect(state).toMatchObject({ id: "d-half", name: "data" });
      expect(diagnostics).toMatchObject([{ severity: "error", summary: "Refused" }]);
    });

    test("stores the last of several partial states", async () => {
      const running = await run({
        create: async ({ plan, partial }) => {
          partial(madeFrom(plan, "d-1", 1));
          partial(madeFrom(plan, "d-1", 2));
          throw REFUSED;
        },
      });
      expect((await running.apply(DISK, { config: { name: "data" } })).state).toMatchObject({ revision: 2 });
    });

    test("stores the result beside warnings and errors that were only reported", async () => {
      const running = await run({
        create: async ({ plan, diagnostics }) => {
          diagnostics.warning("Slow disk", "It is slow.");
          diagnostics.error("Not formatted", "Format it yourself.");
          return madeFrom(plan, "d-1", 1);
        },
      });
      const { state, diagnostics } = await running.apply(DISK, { config: { name: "data" } });
      expect(state).toMatchObject({ id: "d-1" });
      expect(diagnostics.map(({ severity, summary }) => `${severity}: ${summary}`)).toEqual([
        "warning: Slow disk",
        "error: Not formatted",
      ]);
    });

    test("is given the write-only value, which is not stored even when the resource returns it", async () => {
      let given: unknown;
      const running = await run({
        create: async ({ plan, config }) => {
          given = config.password;
          return Object.assign(madeFrom(plan, "d-1", 1), { password: config.password });
        },
      });
      const { state } = await running.apply(DISK, { config: { name: "data", password: "hunter2-hunter2" } });
      expect(given).toBe("hunter2-hunter2");
      expect(state?.password).toBeNull();
    });
  });

  describe("an update", () => {
    const prior = { name: "data", id: "d-1", size: 20, revision: 1, tier: "standard" };

    test("stores what the resource returns", async () => {
      const running = await run();
      const { state, diagnostics } = await running.apply(DISK, { config: { name: "data", size: 30 }, prior });
      expect(diagnostics).toEqual([]);
      expect(state).toMatchObject({ id: "d-1", size: 30, revision: 2 });
    });

    test("that fails keeps the prior state", async () => {
      const running = await run({ update: () => Promise.reject(REFUSED) });
      const { state, diagnostics } = await running.apply(DISK, { config: { name: "data", size: 30 }, prior });
      expect(state).toMatchObject(prior);
      expect(diagnostics).toMatchObject([{ summary: "Refused" }]);
    });

    test("that fails half-way keeps what was done", async () => {
      const running = await run({
        update: async ({ state, partial }) => {
          partial({ ...state, size: 30 });
          throw REFUSED;
        },
      });
      const { state } = await running.apply(DISK, { config: { name: "other", size: 30 }, prior });
      expect(state).toMatchObject({ name: "data", size: 30 });
    });

    test("of the timeouts alone needs no update function", async () => {
      const running = await run({}, new Map(), ["update"]);
      const timeouts = { delete: "1h" };
      const { state, diagnostics } = await running.apply(DISK, { config: { name: "data", timeouts }, prior });
      expect(diagnostics).toEqual([]);
      expect(state).toMatchObject({ ...prior, timeouts: { create: null, delete: "1h" } });

      const renamed = await running.apply(DISK, { config: { name: "other" }, prior });
      expect(renamed.diagnostics).toMatchObject([{ summary: "Provider defect" }]);
      expect(renamed.state).toMatchObject(prior);
    });
  });

  describe("a deletion", () => {
    const disks: Disks = new Map();

    test("leaves no state", async () => {
      const running = await run({}, disks);
      const { state: prior } = await running.apply(DISK, { config: { name: "data" } });
      expect(disks.size).toBe(1);
      expect(await running.destroy(DISK, prior ?? {})).toMatchObject({ state: null, diagnostics: [] });
      expect(disks.size).toBe(0);
    });

    test("that fails keeps the state", async () => {
      const running = await run({ delete: () => Promise.reject(REFUSED) });
      const { state, diagnostics } = await running.destroy(DISK, { name: "data", id: "d-1" });
      expect(state).toMatchObject({ name: "data", id: "d-1" });
      expect(diagnostics).toMatchObject([{ summary: "Refused" }]);
    });
  });

  describe("a defect of the provider", () => {
    test.each([
      ["an error", () => Promise.reject(new TypeError("undefined is not a function"))],
      ["something that is no error", () => Promise.reject("oops")],
      [
        "an error before the promise",
        () => {
          throw new Error("early");
        },
      ],
    ])("that throws %s is reported as one, and the provider goes on", async (_, create) => {
      const running = await run({ create });
      const failed = await running.apply(DISK, { config: { name: "data" } });
      expect(failed.diagnostics).toMatchObject([{ severity: "error", summary: "Provider defect" }]);
      expect(failed.diagnostics[0]?.detail).toContain("running create of disk");
      expect((await running.plan(DISK, { config: { name: "data" } })).diagnostics).toEqual([]);
    });

    test.each([
      ["nothing", undefined],
      ["null", null],
    ])("that returns %s stores what was partial before: the object exists", async (_, returned) => {
      const running = await run({
        create: async ({ plan, partial }) => {
          partial(madeFrom(plan, "d-1", 1));
          const lost: unknown = returned;
          return lost as Disk;
        },
      });
      const { state, diagnostics } = await running.apply(DISK, { config: { name: "data" } });
      expect(state).toMatchObject({ id: "d-1", name: "data" });
      expect(diagnostics).toMatchObject([{ summary: "Provider defect" }]);
    });

    test("that returns unknown values in a block says where, and stores the rest of it", async () => {
      const running = await run({
        create: async ({ plan }) => {
          const made = madeFrom(plan, "d-1", 1);
          return { ...made, mapping: made.mapping.map((each) => Object.assign(each, { serial: UNKNOWN })) };
        },
      });
      const config = { name: "data", mapping: [{ device: "xvdb" }] };
      const { state, diagnostics } = await running.apply(DISK, { config });
      expect(state?.mapping).toEqual([{ device: "xvdb", serial: null, slot: "slot 0" }]);
      expect(diagnostics).toMatchObject([{ summary: "Provider defect", path: "mapping[0].serial" }]);
    });

    test("that returns unknown values stores null for them, and everything else", async () => {
      const running = await run({
        create: async ({ plan }) => Object.assign(madeFrom(plan, "d-1", 1), { size: UNKNOWN }),
      });
      const { state, diagnostics } = await running.apply(DISK, { config: { name: "data" } });
      expect(state).toMatchObject({ id: "d-1", size: null });
      expect(diagnostics).toMatchObject([{ summary: "Provider defect" }]);
      expect(diagnostics[0]?.detail).toContain("size");
    });

    test.each([
      ["a value of another type", { tier: 3 }, "tier"],
      ["an attribute that the schema lacks", { nonsense: true }, "nonsense"],
      ["text that is no Unicode", { tier: "\ud800" }, "tier"],
    ])("that returns %s stores what fits: the object exists", async (_, wrong, named) => {
      const running = await run({
        create: async ({ plan }) => Object.assign(madeFrom(plan, "d-1", 1), wrong),
      });
      const { state, diagnostics } = await running.apply(DISK, { config: { name: "data" } });
      expect(state).toMatchObject({ id: "d-1", name: "data", size: 20 });
      expect(diagnostics).toMatchObject([{ summary: "Provider defect" }]);
      expect(diagnostics[0]?.detail).toContain(named);
    });
  });
});
