import { describe, expect, test } from "vitest";
import { dataSource } from "../definition/data-source.ts";
import { provider } from "../definition/provider.ts";
import { DiagnosticError } from "../diagnostics.ts";
import { attribute } from "../schema/attribute.ts";
import { block } from "../schema/block.ts";
import { schema } from "../schema/schema.ts";
import { oneOf } from "../schema/validators.ts";
import { fixtureProvider } from "../testing/fixture.ts";
import { PROTOCOLS, started } from "../testing/started.ts";
import { path } from "../types/path.ts";

const description = "For the test.";
const ZONES = "fixture_zones";

const zones = dataSource({
  type: "zones",
  schema: schema({
    description,
    attributes: {
      region: attribute.string({
        required: true,
        description,
        validators: [oneOf("north", "south", "nowhere")],
      }),
      ids: attribute.string({ computed: true, description }),
    },
    blocks: {
      zone: block.list({
        description,
        attributes: { id: attribute.string({ computed: true, description }) },
      }),
    },
  }),
  validate: ({ region }, diagnostics) => {
    if (region === "south") diagnostics.warning("Far away", "It will be slow.", path("region"));
  },
  read: async ({ config }, client: { readonly prefix: string }) => {
    if (config.region === "nowhere") throw new DiagnosticError("No such region", "Name one that exists.");
    return { region: config.region, ids: `${client.prefix}-${config.region}`, zone: [] };
  },
});

const withZones = provider({
  address: "registry.terraform.io/example/fixture",
  version: "1.0.0",
  schema: schema({ description, attributes: {} }),
  configure: () => ({ prefix: "z" }),
  resources: [],
  dataSources: [zones],
});

describe.each(PROTOCOLS)("a data source over protocol %d", (protocol) => {
  test("returns what it read, complete", async () => {
    const running = await started(withZones, { protocol });
    expect(await running.readData(ZONES, { region: "north" })).toStrictEqual({
      state: { region: "north", ids: "z-north", zone: [] },
      diagnostics: [],
    });
  });

  test("returns nothing but the error when it fails", async () => {
    const running = await started(withZones, { protocol });
    const { state, diagnostics } = await running.readData(ZONES, { region: "nowhere" });
    expect(state).toBeNull();
    expect(diagnostics).toMatchObject([{ severity: "error", summary: "No such region" }]);
  });

  test("is checked before it is read", async () => {
    const running = await started(withZones, { protocol, config: null });
    expect((await running.validateData(ZONES, { region: "east" })).diagnostics).toMatchObject([
      { severity: "error", path: "region" },
    ]);
    expect((await running.validateData(ZONES, { region: "south" })).diagnostics).toMatchObject([
      { severity: "warning", path: "region" },
    ]);
  });
});

describe.each(PROTOCOLS)("what a provider offers over protocol %d", (protocol) => {
  const NOTHING = { msgpack: new Uint8Array(0), json: new Uint8Array(0) };

  test("has the prefix of its type, and every alias of a resource", async () => {
    const running = await started(fixtureProvider({ aliases: ["volume"] }), { protocol });
    const { resources, dataSources } = await running.calls.getMetadata({});
    expect(resources.map(({ typeName }) => typeName)).toEqual(["fixture_disk", "fixture_volume"]);
    expect(dataSources).toEqual([]);
    expect((await running.plan("fixture_volume", { config: { name: "data" } })).diagnostics).toEqual([]);
  });

  test("does not include other types: asking for one is an error, not the end", async () => {
    const running = await started(withZones, { protocol });
    const resource = await running.calls.validateResourceConfig({
      typeName: "fixture_nonsense",
      config: NOTHING,
      clientCapabilities: undefined,
    });
    expect(resource.diagnostics).toMatchObject([{ summary: "Unknown resource type" }]);
    const data = await running.calls.validateDataResourceConfig({
      typeName: "fixture_nonsense",
      config: NOTHING,
    });
    expect(data.diagnostics).toMatchObject([{ summary: "Unknown data source" }]);
  });

  test("includes no resource identities and no functions", async () => {
    const running = await started(withZones, { protocol });
    expect((await running.calls.getResourceIdentitySchemas({})).identitySchemas.size).toBe(0);
    expect((await running.calls.getFunctions({})).functions.size).toBe(0);
    const request = { typeName: ZONES, version: 0n, rawIdentity: undefined };
    await expect(running.calls.upgradeResourceIdentity(request)).rejects.toMatchObject({ code: 12 });
  });

  test("takes objects in JSON as well, which hosts may send", async () => {
    const running = await started(withZones, { protocol });
    const json = new TextEncoder().encode('{"region":"north","ids":null,"zone":[]}');
    const { diagnostics } = await running.calls.readDataSource({
      typeName: ZONES,
      config: { ...NOTHING, json },
      providerMeta: undefined,
      clientCapabilities: undefined,
    });
    expect(diagnostics).toEqual([]);
  });

  test("survives bytes that are no object", async () => {
    const running = await started(withZones, { protocol });
    const { diagnostics } = await running.calls.readDataSource({
      typeName: ZONES,
      config: { ...NOTHING, msgpack: Uint8Array.of(0xc1, 0xff) },
      providerMeta: undefined,
      clientCapabilities: undefined,
    });
    expect(diagnostics).toMatchObject([{ severity: 1 }]);
    expect((await running.readData(ZONES, { region: "north" })).diagnostics).toEqual([]);
  });
});
