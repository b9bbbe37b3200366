import { describe, expect, test } from "vitest";
import { DiagnosticError } from "../diagnostics.ts";
import { type Disks, fixtureProvider } from "../testing/fixture.ts";
import { PROTOCOLS, started } from "../testing/started.ts";
import { Decimal } from "../types/decimal.ts";
import type { JsonValue } from "../types/json.ts";
import { UNKNOWN } from "../types/unknown.ts";

const DISK = "fixture_disk";
const STORED = { name: "data", id: "d-1", size: 20, revision: 1, tier: "standard" };

describe.each(PROTOCOLS)("stored state over protocol %d", (protocol) => {
  const run = (...args: Parameters<typeof fixtureProvider>) =>
    started(fixtureProvider(...args), { protocol });

  describe("of the current version", () => {
    test("is taken as it is, with blocks that are null or missing made empty", async () => {
      const running = await run();
      const { state, diagnostics } = await running.upgrade(DISK, 2, { ...STORED, mapping: null });
      expect(diagnostics).toEqual([]);
      expect(state).toMatchObject({ ...STORED, mapping: [], rule: [], timeouts: null, zone: null });
    });

    test("loses attributes that the schema lacks", async () => {
      const running = await run();
      const { state, diagnostics } = await running.upgrade(DISK, 2, { ...STORED, nonsense: { deep: [1] } });
      expect(diagnostics).toEqual([]);
      expect(state).not.toHaveProperty("nonsense");
    });

    test("is normalised, so that zero values of other providers are no difference", async () => {
      const running = await run({
        normalize: (state) => ({ ...state, zone: state.zone || null, size: state.size || null }),
      });
      const { state } = await running.upgrade(DISK, 2, { ...STORED, zone: "", size: 0 });
      expect(state).toMatchObject({ zone: null, size: null });
    });

    test("never brings a write-only value back", async () => {
      const running = await run();
      expect(
        (await running.upgrade(DISK, 2, { ...STORED, password: "hunter2-hunter2" })).state?.password,
      ).toBeNull();
    });
  });

  describe("of an older version", () => {
    test("is converted by its upgrader", async () => {
      const running = await run({
        upgraders: { 0: (state) => ({ ...members(state), name: "renamed", old: 1 }) },
      });
      const { state, diagnostics } = await running.upgrade(DISK, 0, { label: "data", id: "d-1", size: 20 });
      expect(diagnostics).toEqual([]);
      expect(state).toMatchObject({ name: "renamed", id: "d-1", size: 20 });
    });

    test("keeps numbers that JavaScript cannot hold on their way through the upgrader", async () => {
      const exact = new Decimal("9007199254740993");
      let seen: unknown;
      const running = await run({
        upgraders: {
          1: (state) => {
            seen = members(state).bytes;
            return { name: "data", size: members(state).bytes ?? null, mapping: [{ device: "xvdb" }] };
          },
        },
      });
      const { state, diagnostics } = await running.upgrade(DISK, 1, '{"bytes": 9007199254740993}');
      expect(diagnostics).toEqual([]);
      expect(seen).toEqual(exact);
      expect(state).toMatchObject({ size: exact, mapping: [{ device: "xvdb" }] });
    });

    test("without upgrader is an error that names both versions", async () => {
      const running = await run();
      const { state, diagnostics } = await running.upgrade(DISK, 1, STORED);
      expect(state).toBeNull();
      expect(diagnostics).toMatchObject([{ severity: "error", summary: "State version is not supported" }]);
      expect(diagnostics[0]?.detail).toMatch(/version 1\b.*version 2\b/);
    });

    test("of Terraform 0.11 is an error that says what to do", async () => {
      const running = await run();
      const flatmap = new Map([["name", "data"]]);
      const { diagnostics } = await running.calls.upgradeResourceState({
        typeName: DISK,
        version: 0n,
        rawState: { json: new Uint8Array(0), flatmap },
      });
      expect(diagnostics).toMatchObject([{ summary: "State is too old" }]);
    });
  });

  test.each([
    ["no JSON", "{"],
    ["a text as a number", { ...STORED, size: "large" }],
    ["a list as an object", []],
  ])(
    "that is damaged is an error that says how to go on, not the end of the provider: %s",
    async (_what, state) => {
      const running = await run();
      expect((await running.upgrade(DISK, 2, state)).diagnostics).toMatchObject([
        {
          severity: "error",
          summary: "State cannot be read",
          detail: expect.stringMatching(
            /^The stored state of disk does not fit its schema: .*terraform state rm/,
          ),
        },
      ]);
      expect((await running.upgrade(DISK, 2, STORED)).diagnostics).toEqual([]);
    },
  );

  describe("that moves here from elsewhere", () => {
    const moveFrom = [
      {
        types: ["other_disk", "other_volume"],
        providers: ["elsewhere/other"],
        move: (source: unknown) => ({ id: String(members(source).disk_id), name: "moved" }),
      },
    ];
    const source = { type: "other_volume", state: { disk_id: "d-9", anything: "else" } };

    test.each(["registry.terraform.io", "registry.opentofu.org", "mirror.example"])(
      "is what the source's rule makes of it, from %s",
      async (host) => {
        const running = await run({ moveFrom });
        const moved = await running.move(DISK, { ...source, provider: `${host}/elsewhere/other` });
        expect(moved.diagnostics).toEqual([]);
        expect(moved.state).toMatchObject({ id: "d-9", name: "moved", size: null, mapping: [] });
      },
    );

    test.each([
      ["another type", { type: "other_image", provider: "registry.terraform.io/elsewhere/other" }],
      ["another provider", { type: "other_disk", provider: "registry.terraform.io/nowhere/other" }],
    ])("is refused from %s, with what is understood", async (_, unknown) => {
      const running = await run({ moveFrom });
      const { state, diagnostics } = await running.move(DISK, { ...source, ...unknown });
      expect(state).toBeNull();
      expect(diagnostics).toMatchObject([
        { severity: "error", summary: "Cannot move from this resource type" },
      ]);
      expect(diagnostics[0]?.detail).toContain("other_disk of elsewhere/other");
    });
  });

  describe("that is imported", () => {
    test("is what the ID gives, completed by a read", async () => {
      const disks: Disks = new Map();
      const running = await run({}, disks);
      await running.apply(DISK, { config: { name: "data", mapping: [{ device: "xvdb" }] } });
      const imported = await running.import(DISK, "d-1");
      expect(imported.diagnostics).toEqual([]);
      expect(imported.state).toMatchObject({ id: "d-1", name: null, mapping: [], timeouts: null });
      const { state } = await running.read(DISK, imported.state ?? {});
      expect(state).toMatchObject({ id: "d-1", name: "data", mapping: [{ device: "xvdb" }] });
    });

    test("is refused by a resource that cannot be imported", async () => {
      const running = await run({}, new Map(), ["importState"]);
      const { state, diagnostics } = await running.import(DISK, "d-1");
      expect(state).toBeNull();
      expect(diagnostics).toMatchObject([{ severity: "error", summary: "Import is not supported" }]);
    });
  });
});

describe.each(PROTOCOLS)("a read over protocol %d", (protocol) => {
  const run = (...args: Parameters<typeof fixtureProvider>) =>
    started(fixtureProvider(...args), { protocol });

  test("removes an object that is gone", async () => {
    const running = await run();
    expect(await running.read(DISK, STORED)).toMatchObject({ state: null, diagnostics: [] });
  });

  test("keeps the stored timeouts, which no service knows", async () => {
    const running = await run({ read: async ({ state }) => ({ ...state, size: 30, timeouts: null }) });
    const timeouts = { create: "5m", delete: null };
    expect((await running.read(DISK, { ...STORED, timeouts })).state).toMatchObject({ size: 30, timeouts });
  });

  test.each([
    ["an attribute", { size: UNKNOWN }, "size"],
    ["an element of a collection", { tags: { a: UNKNOWN } }, "tags"],
    [
      "a member of a block",
      { mapping: [{ device: "xvdb", serial: UNKNOWN, slot: null }] },
      "mapping[0].serial",
    ],
  ])("that returns an unknown value is a defect, and keeps the state: %s", async (_, unknown, path) => {
    const running = await run({ read: async ({ state }) => Object.assign({}, state, unknown) });
    const { state, diagnostics } = await running.read(DISK, STORED);
    expect(state).toMatchObject(STORED);
    expect(diagnostics).toMatchObject([{ severity: "error", summary: "Provider defect", path }]);
  });

  test("that fails keeps the state", async () => {
    const running = await run({
      read: () => Promise.reject(new DiagnosticError("Unreachable", "Try again.")),
    });
    const { state, diagnostics } = await running.read(DISK, STORED);
    expect(state).toMatchObject(STORED);
    expect(diagnostics).toMatchObject([{ summary: "Unreachable" }]);
  });

  test.each([
    [
      "an object that was written otherwise",
      '{ "schema_version": "1", "e2bfb730": {"create":600000000000} }',
    ],
    ["no JSON", "\u0000\u0001binary"],
    ["nothing", ""],
  ])("gives private data back byte for byte: %s", async (_, text) => {
    const running = await run({ read: async ({ state }) => state });
    const stored = new TextEncoder().encode(text);
    expect([...(await running.read(DISK, STORED, stored)).private]).toEqual([...stored]);
  });

  test("can change private data, and keeps what others wrote there", async () => {
    const running = await run({
      read: async ({ state, privateState }) => {
        privateState.set("seen", Number(privateState.get("seen") ?? 0) + 1);
        return state;
      },
    });
    const stored = new TextEncoder().encode('{"schema_version":"1","seen":1}');
    const { private: after } = await running.read(DISK, STORED, stored);
    expect(JSON.parse(new TextDecoder().decode(after))).toEqual({ schema_version: "1", seen: 2 });
  });
});

describe.each(PROTOCOLS)("private data over protocol %d", (protocol) => {
  test("passes from plan through apply to what is stored", async () => {
    const provider = fixtureProvider({
      modifyPlan: ({ plan, privateState }) => {
        privateState.set("planned", true);
        return plan;
      },
    });
    const running = await started(provider, { protocol });
    const applied = await running.apply(DISK, { config: { name: "data" } });
    expect(new TextDecoder().decode(applied.private)).toBe('{"planned":true}');
  });
});

function members(value: unknown): Readonly<Record<string, JsonValue>> {
  return Object.fromEntries(Object.entries(Object(value)));
}
