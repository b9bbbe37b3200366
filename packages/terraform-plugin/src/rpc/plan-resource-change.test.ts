import { describe, expect, test } from "vitest";
import { DiagnosticError } from "../diagnostics.ts";
import { fixtureProvider } from "../testing/fixture.ts";
import { PROTOCOLS, started } from "../testing/started.ts";
import { path } from "../types/path.ts";
import { isUnknown, UNKNOWN } from "../types/unknown.ts";

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
        mapping: [{ device: "xvdb", serial: UNKNOWN, slot: UNKNOWN }],
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

    test("is updated when only its timeouts change", async () => {
      const { running, prior } = await withDisk({ name: "data" });
      const config = { name: "data", timeouts: { create: "1h" } };
      const { planned, requiresReplace } = await running.plan(DISK, { config, prior });
      expect(planned?.timeouts).toEqual({ create: "1h", delete: null });
      expect(requiresReplace).toEqual([]);
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
        { device: "xvdb", serial: "serial of xvdb", slot: "slot 0" },
        { device: "xvdc", serial: "serial of xvdc", slot: "slot 1" },
      ]);
      const longer = await running.plan(DISK, {
        config: {
          name: "data",
          mapping: [{ device: "xvdb" }, { device: "xvdc" }, { device: "xvdd", serial: "9" }],
        },
        prior,
      });
      expect(longer.planned?.mapping).toEqual([
        { device: "xvdb", serial: UNKNOWN, slot: "slot 0" },
        { device: "xvdc", serial: UNKNOWN, slot: "slot 1" },
        { device: "xvdd", serial: "9", slot: UNKNOWN },
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

    test("of a set keep members that never change, each from the element that it was", async () => {
      const { running, prior } = await withDisk({ name: "data", rule: [{ port: 80 }, { port: 81 }] });
      const config = { name: "other", rule: [{ port: 82 }, { port: 81 }, { port: 80 }] };
      const { planned } = await running.plan(DISK, { config, prior });
      expect(planned?.rule).toEqual(
        expect.arrayContaining([
          { port: 80, network: null, handle: "handle of 80" },
          { port: 81, network: null, handle: "handle of 81" },
          { port: 82, network: null, handle: UNKNOWN },
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

    test("is for modifyPlan in the configuration only", async () => {
      const seen: unknown[] = [];
      const provider = fixtureProvider({
        modifyPlan: ({ config, plan }) => {
          seen.push(config.password, plan.password);
          return plan;
        },
      });
      const running = await started(provider, { protocol });
      await running.plan(DISK, { config: { name: "data", password: "hunter2-hunter2" } });
      expect(seen).toEqual(["hunter2-hunter2", null]);
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

  describe("modifyPlan of an object that changes is called twice, and", () => {
    const counting = fixtureProvider({
      modifyPlan: ({ plan, privateState, diagnostics, requireReplace, state }) => {
        privateState.set("calls", Number(privateState.get("calls") ?? 0) + 1);
        diagnostics.warning("Look", "Once.");
        if (state && isUnknown(plan.revision) === false) requireReplace(path("zone"));
        return plan;
      },
    });
    const prior = { name: "data", zone: "a", tier: "standard", size: 5, id: "d-1", revision: 1 };

    test("what the first call did beside its result is discarded", async () => {
      const running = await started(counting, { protocol });
      const planned = await running.plan(DISK, { config: { name: "other", zone: "a", size: 5 }, prior });
      expect(new TextDecoder().decode(planned.private)).toBe('{"calls":1}');
      expect(planned.diagnostics).toHaveLength(1);
      expect(planned.requiresReplace).toEqual([]);
    });
  });

  test.each([
    ["a create", undefined],
    ["an object that exists", { name: "old", tier: "standard", id: "d-1" }],
  ])("what modifyPlan reported before it failed is reported with the failure: %s", async (_, prior) => {
    const failing = fixtureProvider({
      modifyPlan: ({ diagnostics }) => {
        diagnostics.warning("Look", "First.");
        throw new DiagnosticError("Refused", "Then.");
      },
    });
    const running = await started(failing, { protocol });
    const { diagnostics } = await running.plan(DISK, { config: { name: "data" }, prior: prior ?? null });
    expect(diagnostics.map(({ summary }) => summary)).toEqual(["Look", "Refused"]);
  });

  describe("a resource without update", () => {
    const fixed = () => started(fixtureProvider({}, new Map(), ["update"]), { protocol });
    const prior = { name: "data", size: 20, tier: "standard", id: "d-1", revision: 1 };

    test("has a plan that changes the object in place refused, with the names of what changes", async () => {
      const running = await fixed();
      const config = { name: "other", size: 30, labels: ["a"] };
      const { diagnostics } = await running.plan(DISK, { config, prior });
      expect(diagnostics).toMatchObject([{ severity: "error", summary: "Provider defect", path: "name" }]);
      expect(diagnostics[0]?.detail).toContain("changes name, size, labels in place");
    });

    test.each([
      ["that replaces the object", { name: "data", zone: "b" }],
      ["of the timeouts alone", { name: "data", timeouts: { create: "1h" } }],
    ])("has a plan %s", async (_, config) => {
      const running = await fixed();
      const { diagnostics } = await running.plan(DISK, {
        config: { size: 20, ...config },
        prior: { ...prior, zone: "zone" in config ? "a" : null },
      });
      expect(diagnostics).toEqual([]);
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
