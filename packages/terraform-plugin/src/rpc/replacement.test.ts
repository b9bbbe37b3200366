import { describe, expect, test } from "vitest";
import { fixtureProvider } from "../testing/fixture.ts";
import { PROTOCOLS, started } from "../testing/started.ts";
import { UNKNOWN } from "../types/unknown.ts";

const DISK = "fixture_disk";

describe.each(PROTOCOLS)("replacing over protocol %d", (protocol) => {
  /** A provider and a disk that it has made from `config`. */
  async function withDisk(config: Record<string, unknown>) {
    const running = await started(fixtureProvider(), { protocol });
    const { state, diagnostics } = await running.apply(DISK, { config });
    expect(diagnostics).toEqual([]);
    return { running, prior: state ?? {} };
  }

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
    test("adopts the configured value in place, once, and visibly", async () => {
      const { running, prior } = await withDisk({ name: "data" });
      const config = { name: "data", source: "s-1" };
      const { planned, legacyTypeSystem, requiresReplace } = await running.plan(DISK, { config, prior });
      expect(planned).toMatchObject({ name: "data", source: "s-1", id: "d-1" });
      expect(legacyTypeSystem).toBe(false);
      expect(requiresReplace).toEqual([]);
      const { state } = await running.apply(DISK, { config, prior });
      expect((await running.plan(DISK, { config, prior: state })).planned).toEqual(state);
      const changed = await running.plan(DISK, { config: { ...config, source: "s-2" }, prior: state });
      expect(changed.requiresReplace).toEqual(["source"]);
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
});
