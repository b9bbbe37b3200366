import { describe, expect, test } from "vitest";
import { dataSource } from "../definition/data-source.ts";
import { provider } from "../definition/provider.ts";
import { resource } from "../definition/resource.ts";
import { attribute } from "../schema/attribute.ts";
import { requiresReplace } from "../schema/plan-modifiers.ts";
import { schema } from "../schema/schema.ts";
import { lengthBetween } from "../schema/validators.ts";
import { pluginServices } from "../serve-provider.ts";
import { started } from "../testing/started.ts";
import { isUnknown, UNKNOWN } from "../types/unknown.ts";

const description = "For the test.";
const TEAM = "nested_team";

const member = {
  name: attribute.string({ required: true, description, validators: [lengthBetween(2, 9)] }),
  badge: attribute.string({ computed: true, description }),
  room: attribute.string({ optional: true, computed: true, description, default: "lobby" }),
  pin: attribute.string({ optional: true, writeOnly: true, description }),
};

const teamSchema = schema({
  description,
  attributes: {
    lead: attribute.nested.single(member, { required: true, description }),
    staff: attribute.nested.list(member, { optional: true, description }),
    guests: attribute.nested.set(member, { optional: true, description }),
    byRole: attribute.nested.map(member, { optional: true, description }),
    vault: attribute.nested.single(
      { code: attribute.string({ required: true, description, validators: [lengthBetween(8, 9)] }) },
      { optional: true, sensitive: true, description, planModifiers: [requiresReplace()] },
    ),
    summary: attribute.nested.single(
      { count: attribute.integer({ computed: true, description }) },
      { computed: true, description },
    ),
  },
});

interface Member {
  readonly name: string;
  readonly room: unknown;
}

const made = ({ name, room }: Member) => ({ name, badge: `badge of ${name}`, room: String(room), pin: null });

const team = resource({
  type: "team",
  schema: teamSchema,
  create: async ({ plan }) => ({
    lead: made(plan.lead),
    staff: plan.staff?.map(made) ?? null,
    guests: plan.guests?.map(made) ?? null,
    byRole:
      plan.byRole &&
      Object.fromEntries(Object.entries(plan.byRole).map(([role, each]) => [role, made(each)])),
    vault: plan.vault,
    summary: { count: 1 + (plan.staff?.length ?? 0) },
  }),
  read: async ({ state }) => state,
  delete: async () => {},
});

const nested = provider({
  address: "registry.terraform.io/example/nested",
  version: "1.0.0",
  schema: schema({ description, attributes: {} }),
  configure: () => ({}),
  resources: [team],
});

describe("nested attributes", () => {
  test("can only be served over protocol 6", async () => {
    expect(Object.keys(pluginServices(nested).protocols)).toEqual(["6"]);
    await expect(started(nested, { protocol: 5 })).rejects.toThrow("does not serve protocol 5");
  });

  test.each([
    ["in a block of a resource", schema({ description, attributes: {} }), false],
    ["in a data source", teamSchema, true],
  ])("%s decide it for the whole provider", (_, dataSchema, only6) => {
    const reading = dataSource({
      type: "team",
      schema: dataSchema,
      read: () => Promise.reject(new Error("not read")),
    });
    const services = pluginServices({ ...nested, resources: [], dataSources: [reading] });
    expect("5" in services.protocols).toBe(!only6);
  });

  test("have defaults, unknown and write-only members in every kind of collection", async () => {
    const running = await started(nested, { protocol: 6 });
    const { planned, diagnostics } = await running.plan(TEAM, {
      config: {
        lead: { name: "ann", pin: "1234" },
        staff: [{ name: "bob" }, { name: "cid", room: "r1" }],
        guests: [{ name: "dan" }],
        byRole: { cook: { name: "eve", pin: "1234" } },
      },
    });
    const open = { badge: UNKNOWN, room: "lobby", pin: null };
    expect(diagnostics).toEqual([]);
    expect(planned).toStrictEqual({
      lead: { name: "ann", ...open },
      staff: [
        { name: "bob", ...open },
        { name: "cid", ...open, room: "r1" },
      ],
      guests: [{ name: "dan", ...open }],
      byRole: { cook: { name: "eve", ...open } },
      vault: null,
      summary: UNKNOWN,
    });
  });

  test("are planned as they are stored when nothing has changed", async () => {
    const running = await started(nested, { protocol: 6 });
    const config = {
      lead: { name: "ann" },
      staff: [{ name: "bob" }],
      guests: [{ name: "dan" }, { name: "fay" }],
      byRole: { cook: { name: "eve" } },
    };
    const { state, diagnostics } = await running.apply(TEAM, { config });
    expect(diagnostics).toEqual([]);
    const { planned } = await running.plan(TEAM, { config, prior: state });
    expect(planned).toEqual(state);
  });

  test("can replace the object", async () => {
    const running = await started(nested, { protocol: 6 });
    const { state } = await running.apply(TEAM, {
      config: { lead: { name: "ann" }, vault: { code: "12345678" } },
    });
    const config = { lead: { name: "ann" }, vault: { code: "87654321" } };
    expect((await running.plan(TEAM, { config, prior: state })).requiresReplace).toEqual(["vault"]);
  });

  test.each([
    ["an object", { lead: { name: "x" } }, "lead.name"],
    ["a list", { lead: { name: "ann" }, staff: [{ name: "bob" }, { name: "x" }] }, "staff[1].name"],
    ["a map", { lead: { name: "ann" }, byRole: { cook: { name: "x" } } }, 'byRole["cook"].name'],
  ])("are checked in %s, with their path", async (_, config, expected) => {
    const running = await started(nested, { protocol: 6 });
    expect((await running.validate(TEAM, config)).diagnostics).toMatchObject([
      { severity: "error", path: expected },
    ]);
  });

  test("of a sensitive attribute are not shown either", async () => {
    const running = await started(nested, { protocol: 6 });
    const { diagnostics } = await running.validate(TEAM, {
      lead: { name: "ann" },
      vault: { code: "hunter2" },
    });
    expect(diagnostics).toMatchObject([{ path: "vault.code" }]);
    expect(JSON.stringify(diagnostics)).not.toContain("hunter2");
  });

  test("that are not known yet are planned so", async () => {
    const running = await started(nested, { protocol: 6 });
    const { planned, diagnostics } = await running.plan(TEAM, {
      config: { lead: UNKNOWN, staff: UNKNOWN, guests: [UNKNOWN], byRole: { cook: UNKNOWN } },
    });
    expect(diagnostics).toEqual([]);
    expect(isUnknown(planned?.lead) && isUnknown(planned?.staff)).toBe(true);
    expect(planned).toMatchObject({ guests: [UNKNOWN], byRole: { cook: UNKNOWN } });
  });
});
