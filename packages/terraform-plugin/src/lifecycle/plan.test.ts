import { describe, expect, test } from "vitest";
import { fixtureProvider } from "../testing/fixture.ts";
import { PROTOCOLS, started } from "../testing/started.ts";
import { path } from "../types/path.ts";
import { UNKNOWN } from "../types/unknown.ts";

const DISK = "fixture_disk";

describe.each(PROTOCOLS)("planning over protocol %d", (protocol) => {
  /** A provider and a disk that it has made from `config`. */
  async function withDisk(config: Record<string, unknown>) {
    const running = await started(fixtureProvider(), { protocol });
    const { state, diagnostics } = await running.apply(DISK, { config });
    expect(diagnostics).toEqual([]);
    return { running, prior: state ?? {} };
  }

  describe("a create", () => {
    test("leaves computed values unknown that have neither configuration nor default", async () => {
      const running = await started(fixtureProvider(), { protocol });
      const { planned, requiresReplace, diagnostics } = await running.plan(DISK, {
        config: { name: "data", zone: "a", mapping: [{ device: "xvdb" }], rule: [{ port: 80 }] },
      });
      expect(diagnostics).toEqual([]);
      expect(requiresReplace).toEqual([]);
      expect(planned).toStrictEqual({
        name: "data",
        zone: "a",
        source: null,
        tier: "standard",
        size: UNKNOWN,
        labels: null,
        tags: null,
        secret: null,
        password: null,
        id: UNKNOWN,
        revision: UNKNOWN,
        mapping: [{ device: "xvdb", serial: UNKNOWN }],
        rule: [{ port: 80, network: null, handle: UNKNOWN }],
        timeouts: null,
      });
    });

    test("keeps what is configured, unknown values too", async () => {
      const running = await started(fixtureProvider(), { protocol });
      const { planned } = await running.plan(DISK, {
        config: {
          name: UNKNOWN,
          tier: "fast",
          size: 7,
          labels: ["b", "a", "b"],
          mapping: [{ device: "x", serial: "1" }],
        },
      });
      expect(planned).toMatchObject({
        name: UNKNOWN,
        tier: "fast",
        size: 7,
        mapping: [{ device: "x", serial: "1" }],
      });
      expect(planned?.labels).toHaveLength(2);
    });
  });

  describe("an object that exists", () => {
    test("is planned as it is stored when nothing has changed", async () => {
      const config = {
        name: "data",
        labels: ["a", "b"],
        mapping: [{ device: "xvdb" }],
        rule: [{ port: 80 }, { port: 81 }],
      };
      const { running, prior } = await withDisk(config);
      const { planned, legacyTypeSystem } = await running.plan(DISK, { config, prior });
      expect(planned).toStrictEqual(prior);
      expect(legacyTypeSystem).toBe(false);
    });

    test("is planned as it is stored when a set is only written in another order", async () => {
      const { running, prior } = await withDisk({
        name: "data",
        labels: ["a", "b"],
        rule: [{ port: 80 }, { port: 81 }],
      });
      const config = { name: "data", labels: ["b", "a"], rule: [{ port: 81 }, { port: 80 }] };
      const { planned } = await running.plan(DISK, { config, prior });
      expect(planned?.revision).toBe(1);
    });

    test("has its other computed values unknown when something changes, but for those that never change", async () => {
      const { running, prior } = await withDisk({ name: "data", mapping: [{ device: "xvdb" }] });
      const { planned, requiresReplace } = await running.plan(DISK, {
        config: { name: "other", mapping: [{ device: "xvdb" }] },
        prior,
      });
      expect(requiresReplace).toEqual([]);
      expect(planned).toMatchObject({
        name: "other",
        id: "d-1",
        tier: "standard",
        size: UNKNOWN,
        revision: UNKNOWN,
        mapping: [{ device: "xvdb", serial: UNKNOWN }],
      });
    });

    test("goes back to the default when the configuration no longer has a value", async () => {
      const { running, prior } = await withDisk({ name: "data", tier: "fast" });
      const { planned } = await running.plan(DISK, { config: { name: "data" }, prior });
      expect(planned?.tier).toBe("standard");
    });

    test("is updated when only its time-outs change", async () => {
      const { running, prior } = await withDisk({ name: "data" });
      const config = { name: "data", timeouts: { create: "1h" } };
      const { planned, requiresReplace } = await running.plan(DISK, { config, prior });
      expect(planned?.timeouts).toEqual({ create: "1h", delete: null });
      expect(requiresReplace).toEqual([]);
    });
  });

  describe("replacement", () => {
    test.each([
      ["a value", { zone: "a" }, { zone: "b" }, ["zone"]],
      ["a value that is taken away", { zone: "a" }, {}, ["zone"]],
      ["a value that is not known yet", { zone: "a" }, { zone: UNKNOWN }, ["zone"]],
      ["a stored value of an argument that can be adopted", { source: "s-1" }, { source: "s-2" }, ["source"]],
      ["nothing that requires it", { zone: "a", size: 20 }, { zone: "a", size: 30 }, []],
    ])("is planned for a change of %s", async (_, before, after, paths) => {
      const { running, prior } = await withDisk({ name: "data", ...before });
      const { requiresReplace } = await running.plan(DISK, { config: { name: "data", ...after }, prior });
      expect(requiresReplace).toEqual(paths);
    });

    test("is planned at the set when a member of its elements requires it, since these have no address", async () => {
      const before = [
        { port: 80, network: "n-1" },
        { port: 81, network: "n-1" },
      ];
      const { running, prior } = await withDisk({ name: "data", rule: before });
      const after = before.map((each) => ({ ...each, network: "n-2" }));
      const { requiresReplace } = await running.plan(DISK, { config: { name: "data", rule: after }, prior });
      expect(requiresReplace).toEqual(["rule"]);
    });

    test("is not planned for a value that stays", async () => {
      const { running, prior } = await withDisk({ name: "data", zone: "a" });
      const { requiresReplace } = await running.plan(DISK, { config: { name: "other", zone: "a" }, prior });
      expect(requiresReplace).toEqual([]);
    });
  });

  describe("a stored null of an argument that the service never tells", () => {
    test("is kept, under the rules of the legacy type system, when it is the only change", async () => {
      const { running, prior } = await withDisk({ name: "data" });
      const { planned, legacyTypeSystem, requiresReplace } = await running.plan(DISK, {
        config: { name: "data", source: "s-1" },
        prior,
      });
      expect(planned).toStrictEqual(prior);
      expect(legacyTypeSystem).toBe(true);
      expect(requiresReplace).toEqual([]);
    });

    test("adopts the configured value along with another change", async () => {
      const { running, prior } = await withDisk({ name: "data" });
      const { planned, legacyTypeSystem, requiresReplace } = await running.plan(DISK, {
        config: { name: "other", source: "s-1" },
        prior,
      });
      expect(planned).toMatchObject({ name: "other", source: "s-1", id: "d-1" });
      expect(legacyTypeSystem).toBe(false);
      expect(requiresReplace).toEqual([]);
    });

    test("adopts the configured value when another change replaces the object", async () => {
      const { running, prior } = await withDisk({ name: "data", zone: "a" });
      const config = { name: "data", zone: "b", source: "s-1" };
      const { planned, requiresReplace } = await running.plan(DISK, { config, prior });
      expect(planned?.source).toBe("s-1");
      expect(requiresReplace).toEqual(["zone"]);
    });
  });

  describe("blocks", () => {
    test("of a list keep their computed members by index", async () => {
      const { running, prior } = await withDisk({
        name: "data",
        mapping: [{ device: "xvdb" }, { device: "xvdc" }],
      });
      const unchanged = await running.plan(DISK, {
        config: { name: "data", mapping: [{ device: "xvdb" }, { device: "xvdc" }] },
        prior,
      });
      expect(unchanged.planned?.mapping).toEqual([
        { device: "xvdb", serial: "serial of xvdb" },
        { device: "xvdc", serial: "serial of xvdc" },
      ]);
      const longer = await running.plan(DISK, {
        config: {
          name: "data",
          mapping: [{ device: "xvdb" }, { device: "xvdc" }, { device: "xvdd", serial: "9" }],
        },
        prior,
      });
      expect(longer.planned?.mapping).toEqual([
        { device: "xvdb", serial: UNKNOWN },
        { device: "xvdc", serial: UNKNOWN },
        { device: "xvdd", serial: "9" },
      ]);
    });

    test("of a set keep their computed members when nothing else changes", async () => {
      const { running, prior } = await withDisk({ name: "data", rule: [{ port: 80 }, { port: 81 }] });
      const { planned } = await running.plan(DISK, {
        config: { name: "data", rule: [{ port: 81 }, { port: 80 }] },
        prior,
      });
      expect(planned?.rule).toEqual(
        expect.arrayContaining([
          { port: 80, network: null, handle: "handle of 80" },
          { port: 81, network: null, handle: "handle of 81" },
        ]),
      );
    });

    test("that are gone from the configuration are gone from the plan", async () => {
      const { running, prior } = await withDisk({ name: "data", mapping: [{ device: "xvdb" }] });
      const { planned } = await running.plan(DISK, { config: { name: "data" }, prior });
      expect(planned?.mapping).toEqual([]);
    });
  });

  describe("a write-only value", () => {
    test("is null in the plan of a create", async () => {
      const running = await started(fixtureProvider(), { protocol });
      const { planned } = await running.plan(DISK, { config: { name: "data", password: "hunter2-hunter2" } });
      expect(planned?.password).toBeNull();
    });

    test("changes nothing of an object that exists", async () => {
      const { running, prior } = await withDisk({ name: "data", password: "hunter2-hunter2" });
      const { planned } = await running.plan(DISK, {
        config: { name: "data", password: "another-one" },
        prior,
      });
      expect(planned).toStrictEqual(prior);
    });
  });

  describe("modifyPlan", () => {
    test("has the last word", async () => {
      const provider = fixtureProvider({ modifyPlan: ({ plan }) => ({ ...plan, size: 99 }) });
      const running = await started(provider, { protocol });
      const { planned } = await running.plan(DISK, { config: { name: "data" } });
      expect(planned?.size).toBe(99);
    });

    test("can make any path replace the object, and say why something cannot be planned", async () => {
      const provider = fixtureProvider({
        modifyPlan: ({ plan, state, requireReplace, diagnostics }) => {
          if (state) requireReplace(path("mapping", 0, "device"));
          if (!state) diagnostics.error("No source", "Name a source.", path("source"));
          return plan;
        },
      });
      const running = await started(provider, { protocol });
      const created = await running.plan(DISK, { config: { name: "data" } });
      expect(created.diagnostics).toMatchObject([
        { severity: "error", summary: "No source", path: "source" },
      ]);
      const prior = { name: "data", mapping: [{ device: "xvdb" }] };
      const replaced = await running.plan(DISK, {
        config: { name: "data", mapping: [{ device: "xvdc" }] },
        prior,
      });
      expect(replaced.requiresReplace).toEqual(["mapping[0].device"]);
    });
  });

  test("a deletion is planned as nothing, without asking the resource", async () => {
    const { running, prior } = await withDisk({ name: "data" });
    const { planned, diagnostics } = await running.plan(DISK, { config: null, prior });
    expect(planned).toBeNull();
    expect(diagnostics).toEqual([]);
  });

  test("text in another normalisation form is no change", async () => {
    const { running, prior } = await withDisk({ name: "caf\u00e9" });
    const { planned } = await running.plan(DISK, { config: { name: "cafe\u0301" }, prior });
    expect(planned).toStrictEqual(prior);
  });
});
