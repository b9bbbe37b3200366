import { describe, expect, test } from "vitest";
import { dataSource } from "../definition/data-source.ts";
import { provider } from "../definition/provider.ts";
import { resource } from "../definition/resource.ts";
import { attribute } from "../schema/attribute.ts";
import { block } from "../schema/block.ts";
import { t } from "../schema/element-type.ts";
import { schema } from "../schema/schema.ts";
import { started } from "../testing/started.ts";
import type { PlainObject } from "../testing/values.ts";
import { UNKNOWN } from "../types/unknown.ts";

const description = "For the test.";
const SHIP = "fleet_ship";

const named = { name: attribute.string({ required: true, description }) };

const shipSchema = schema({
  description,
  attributes: {
    ...named,
    crew: attribute.nested.list(named, { optional: true, description }),
    captain: attribute.nested.single(named, { required: true, description }),
    cargo: attribute.nested.set(named, { optional: true, description }),
    ports: attribute.list(t.string, { required: true, description }),
  },
  blocks: {
    engine: block.list({
      description,
      attributes: named,
      blocks: { part: block.set({ description, attributes: named }) },
    }),
    hull: block.single({ description, attributes: named }),
  },
});

/** What the provider's own functions were called for. */
let called: string[] = [];

const ship = resource({
  type: "ship",
  schema: shipSchema,
  validate: () => void called.push("validate"),
  modifyPlan: ({ plan }) => {
    called.push("modifyPlan");
    return plan;
  },
  create: async ({ plan }) => {
    called.push("create");
    return plan;
  },
  read: async ({ state }) => state,
  update: async ({ plan }) => {
    called.push("update");
    return plan;
  },
  delete: async () => {},
});

const lighthouse = dataSource({
  type: "lighthouse",
  schema: schema({ description, attributes: named }),
  validate: () => void called.push("validate"),
  read: async ({ config }) => {
    called.push("read");
    return config;
  },
});

const fleet = provider({
  address: "registry.terraform.io/example/fleet",
  version: "1.0.0",
  schema: schema({ description, attributes: named }),
  validate: () => void called.push("validate"),
  configure: () => {
    called.push("configure");
    return {};
  },
  resources: [ship],
  dataSources: [lighthouse],
});

async function start() {
  const running = await started(fleet, { protocol: 6, config: { name: "north" } });
  called = [];
  return running;
}

const whole = {
  name: "a",
  captain: { name: "b" },
  ports: ["c"],
  engine: [{ name: "d", part: [{ name: "e" }] }],
};

const NULLS: [string, PlainObject, string][] = [
  ["an attribute", { ...whole, name: null }, "name"],
  ["a collection", { ...whole, ports: null }, "ports"],
  ["a nested attribute", { ...whole, captain: null }, "captain"],
  ["a member of a nested attribute", { ...whole, captain: { name: null } }, "captain.name"],
  ["a member of a listed object", { ...whole, crew: [{ name: "x" }, { name: null }] }, "crew[1].name"],
  ["a member of an object in a set", { ...whole, cargo: [{ name: "x" }, { name: null }] }, "cargo.name"],
  ["an object in a list", { ...whole, crew: [null] }, "crew[0]"],
  ["a member of a block", { ...whole, engine: [{ name: null }] }, "engine[0].name"],
  ["a member of a single block", { ...whole, hull: { name: null } }, "hull.name"],
  [
    "a member of a block in a set in a block",
    { ...whole, engine: [{ name: "d", part: [{ name: "x" }, { name: null }] }] },
    "engine[0].part.name",
  ],
];

describe("null for a required value is one error that names it", () => {
  test.each(NULLS)("at validate: %s", async (_, config, path) => {
    const running = await start();
    const { diagnostics } = await running.validate(SHIP, config);
    expect(diagnostics).toMatchObject([{ severity: "error", path, summary: `${path} is required` }]);
    expect(diagnostics[0]?.detail).toContain("null");
    expect(called).toEqual([]);
  });

  test.each(NULLS)("at plan, when it was unknown before: %s", async (_, config, path) => {
    const running = await start();
    const { diagnostics } = await running.plan(SHIP, { config });
    expect(diagnostics).toMatchObject([{ severity: "error", path }]);
    expect(called).toEqual([]);
  });

  test.each(NULLS)("at apply, before anything is created: %s", async (_, config, path) => {
    const running = await start();
    const { state, diagnostics } = await running.apply(SHIP, { config, planned: { ...whole } });
    expect(diagnostics).toMatchObject([{ severity: "error", path }]);
    expect(state).toBeNull();
    expect(called).toEqual([]);
  });

  test("in the provider block, at validate and at configure", async () => {
    const running = await start();
    expect((await running.validateProvider({ name: null })).diagnostics).toMatchObject([{ path: "name" }]);
    expect((await running.configure({ name: null })).diagnostics).toMatchObject([{ path: "name" }]);
    expect(called).toEqual([]);
  });

  test("in a data source, at validate and at read", async () => {
    const running = await start();
    const { diagnostics } = await running.validateData("fleet_lighthouse", { name: null });
    expect(diagnostics).toMatchObject([{ path: "name" }]);
    const read = await running.readData("fleet_lighthouse", { name: null });
    expect(read).toMatchObject({ state: null, diagnostics: [{ path: "name" }] });
    expect(called).toEqual([]);
  });

  test("for each fault", async () => {
    const running = await start();
    const config = { name: null, captain: null, ports: null, engine: [{ name: null }] };
    const { diagnostics } = await running.validate(SHIP, config);
    expect(diagnostics.map(({ path }) => path)).toEqual(["name", "captain", "ports", "engine[0].name"]);
  });
});

test("what is unknown may still get a value", async () => {
  const running = await start();
  const config = {
    name: UNKNOWN,
    captain: { name: UNKNOWN },
    ports: UNKNOWN,
    crew: [UNKNOWN],
    engine: UNKNOWN,
  };
  expect((await running.validate(SHIP, config)).diagnostics).toEqual([]);
  expect((await running.plan(SHIP, { config })).diagnostics).toEqual([]);
  expect(called).toEqual(["validate", "modifyPlan"]);
});

test("an object whose stored values are null is planned and changed all the same, as after an import", async () => {
  const running = await start();
  const prior = { name: null, captain: null, ports: null, engine: [] };
  const { state, diagnostics } = await running.apply(SHIP, { config: whole, prior });
  expect(diagnostics).toEqual([]);
  expect(state).toMatchObject({ name: "a", captain: { name: "b" } });
});
