import { describe, expect, test } from "vitest";
import { provider } from "../definition/provider.ts";
import { resource } from "../definition/resource.ts";
import { attribute } from "../schema/attribute.ts";
import { t } from "../schema/element-type.ts";
import { objectCodec } from "../schema/object-codec.ts";
import { schema } from "../schema/schema.ts";
import { between, must, oneOf } from "../schema/validators.ts";
import { diskSchema, fixtureProvider } from "../testing/fixture.ts";
import { PROTOCOLS, started } from "../testing/started.ts";
import type { PlainObject } from "../testing/values.ts";
import { path } from "../types/path.ts";
import { UNKNOWN } from "../types/unknown.ts";
import type { ObjectValue } from "../types/value.ts";

const DISK = "fixture_disk";

describe.each(PROTOCOLS)("validating over protocol %d", (protocol) => {
  const unconfigured = { protocol, config: null };

  test.each([
    ["an attribute", { name: "x" }, "name"],
    ["a number", { name: "data", size: 4 }, "size"],
    [
      "a member of a block in a list",
      { name: "data", mapping: [{ device: "xvdb" }, { device: "x" }] },
      "mapping[1].device",
    ],
    [
      "a member of a block in a set, which has no address",
      { name: "data", rule: [{ port: 0 }] },
      "rule.port",
    ],
    ["a collection", { name: "data", labels: ["a", "B"] }, "labels"],
    ["a timeout", { name: "data", timeouts: { create: "soon" } }, "timeouts.create"],
  ])("points at %s that breaks its rule", async (_, config, expected) => {
    const running = await started(fixtureProvider(), unconfigured);
    const { diagnostics } = await running.validate(DISK, config);
    expect(diagnostics).toMatchObject([{ severity: "error", path: expected }]);
  });

  test("reports every broken rule at once", async () => {
    const running = await started(fixtureProvider(), unconfigured);
    const { diagnostics } = await running.validate(DISK, { name: "x", size: 4, mapping: [{ device: "x" }] });
    expect(diagnostics.map((each) => each.path)).toEqual(["name", "size", "mapping[0].device"]);
  });

  test.each([
    ["null", { name: "data", size: null }],
    [
      "unknown",
      { name: UNKNOWN, size: UNKNOWN, mapping: [{ device: UNKNOWN }], timeouts: { create: UNKNOWN } },
    ],
    ["unknown as a whole", { name: "data", mapping: UNKNOWN, labels: UNKNOWN }],
    ["partly unknown", { name: "data", labels: ["A", UNKNOWN] }],
    [
      "within its rules",
      { name: "data", size: 5, mapping: [{ device: "xvdb" }], timeouts: { create: "1m" } },
    ],
  ])("has nothing to say of a value that is %s", async (_, config) => {
    const running = await started(fixtureProvider(), unconfigured);
    expect((await running.validate(DISK, config)).diagnostics).toEqual([]);
  });

  test.each(["secret", "password"])("does not show the value of the hidden attribute %s", async (name) => {
    const running = await started(fixtureProvider(), unconfigured);
    const { diagnostics } = await running.validate(DISK, { name: "data", [name]: "hunter2" });
    expect(diagnostics).toMatchObject([{ severity: "error", path: name }]);
    expect(JSON.stringify(diagnostics)).not.toContain("hunter2");
  });

  test("reports one error for one fault, that of the first rule that is broken", async () => {
    const strict = provider({
      address: "registry.terraform.io/example/strict",
      version: "1.0.0",
      schema: schema({ description: "Strict.", attributes: {} }),
      configure: () => ({}),
      resources: [
        resource({
          type: "name",
          schema: schema({
            description: "A name.",
            attributes: {
              name: attribute.string({
                required: true,
                description: "It.",
                validators: [
                  must("not be empty", (name) => name !== ""),
                  must("be two characters long", (name) => name.length === 2),
                  must("start with a letter", (name) => /^[a-z]/.test(name)),
                ],
              }),
            },
          }),
          create: async ({ plan }) => plan,
          read: async ({ state }) => state,
          update: async ({ plan }) => plan,
          delete: async () => {},
        }),
      ],
    });
    const running = await started(strict, unconfigured);
    const detailsOf = async (name: string) =>
      (await running.validate("strict_name", { name })).diagnostics.map(({ detail }) => detail);
    expect(await detailsOf("")).toEqual(['name must not be empty, but it is "".']);
    expect(await detailsOf("1")).toEqual(['name must be two characters long, but it is "1".']);
    expect(await detailsOf("12")).toEqual(['name must start with a letter, but it is "12".']);
  });

  test.each(["secret", "password"])(
    "hides %s in texts that rules of the provider make themselves",
    async (name) => {
      const telling = fixtureProvider({
        validate: (config, diagnostics) => {
          diagnostics.error("Bad secret", `It must not be ${String(config.secret ?? config.password)}.`);
        },
      });
      const running = await started(telling, unconfigured);
      const { diagnostics } = await running.validate(DISK, { name: "data", [name]: "hunter2-hunter2" });
      expect(diagnostics).toMatchObject([{ summary: "Bad secret" }]);
      expect(JSON.stringify(diagnostics)).not.toContain("hunter2");
    },
  );

  describe("a write-only value on a host that", () => {
    const validate = async (allowed: boolean | undefined, config: PlainObject) => {
      const running = await started(fixtureProvider(), unconfigured);
      const message = await running.calls.validateResourceConfig({
        typeName: DISK,
        config: { msgpack: objectCodec(diskSchema).encode(complete(config)), json: Buffer.alloc(0) },
        clientCapabilities:
          allowed === undefined
            ? undefined
            : {
                deferralAllowed: false,
                writeOnlyAttributesAllowed: allowed,
                storePlannedPrivate: false,
                computedBlocksAllowed: false,
              },
      });
      return message.diagnostics;
    };
    /** As `codec.complete`, but with write-only values, which are in a configuration only. */
    const complete = (config: PlainObject) =>
      ({ ...objectCodec(diskSchema).complete(config), ...config }) as ObjectValue;

    test("keeps it out of plan and state is taken", async () => {
      expect(await validate(true, { name: "data", password: "hunter2-hunter2" })).toEqual([]);
    });

    test.each([
      ["would store it", false],
      ["does not say what it can do", undefined],
    ])("%s is refused", async (_, allowed) => {
      const [diagnostic, ...more] = await validate(allowed, { name: "data", password: "hunter2-hunter2" });
      expect(more).toEqual([]);
      expect(diagnostic).toMatchObject({ severity: 1, summary: "password needs a newer Terraform" });
      expect(JSON.stringify(diagnostic?.detail)).not.toContain("hunter2");
      expect(await validate(allowed, { name: "data" })).toEqual([]);
    });
  });

  test("asks the resource for rules between arguments", async () => {
    const validating = fixtureProvider({
      validate: (config, diagnostics) => {
        if (config.zone !== null && config.source !== null) {
          diagnostics.error("Two sources", "Give one.", path("source"));
          diagnostics.warning("Old zone", "It will go away.", path("tags", { key: "zone" }));
        }
      },
    });
    const running = await started(validating, unconfigured);
    expect((await running.validate(DISK, { name: "data", zone: "a" })).diagnostics).toEqual([]);
    expect((await running.validate(DISK, { name: "data", zone: "a", source: "s" })).diagnostics).toEqual([
      { severity: "error", summary: "Two sources", detail: "Give one.", path: "source" },
      { severity: "warning", summary: "Old zone", detail: "It will go away.", path: 'tags["zone"]' },
    ]);
  });

  test("reports a message that does not fit the schema as that, and not as a defect", async () => {
    const running = await started(fixtureProvider(), unconfigured);
    const { diagnostics } = await running.calls.validateResourceConfig({
      typeName: DISK,
      config: { msgpack: Buffer.from([0x91, 0xc0]), json: Buffer.alloc(0) },
      clientCapabilities: undefined,
    });
    expect(diagnostics).toMatchObject([
      {
        summary: "Message cannot be read",
        detail: expect.stringMatching(
          /^Terraform sent a value that does not fit the schema .*terraform init/,
        ),
      },
    ]);
  });

  test("reports a defect in the rules as one", async () => {
    const broken = fixtureProvider({
      validate: () => {
        throw new TypeError("undefined is not a function");
      },
    });
    const running = await started(broken, unconfigured);
    const { diagnostics } = await running.validate(DISK, { name: "data" });
    expect(diagnostics).toMatchObject([{ severity: "error", summary: "Provider defect" }]);
  });
});

describe.each(PROTOCOLS)("the provider's own configuration over protocol %d", (protocol) => {
  const regional = provider({
    address: "registry.terraform.io/example/regional",
    version: "1.0.0",
    schema: schema({
      description: "Regional.",
      attributes: {
        region: attribute.string({
          optional: true,
          description: "Where.",
          validators: [oneOf("north", "south")],
        }),
        retries: attribute.integer({
          optional: true,
          description: "How often.",
          validators: [between(0, 9)],
        }),
        accounts: attribute.list(t.string, {
          optional: true,
          description: "Whose.",
          validators: [must("not be empty", (accounts) => accounts.length > 0)],
        }),
      },
    }),
    validate: ({ region, retries }, diagnostics) => {
      if (region === null && retries !== null)
        diagnostics.error("No region", "Retries need one.", path("region"));
    },
    configure: ({ config, diagnostics, terraformVersion }) => {
      if (config.region === "south")
        diagnostics.warning("Far away", `Terraform ${terraformVersion} will be slow.`);
      return {};
    },
    resources: [],
  });

  test("is checked like that of a resource", async () => {
    const running = await started(regional, { protocol, config: null });
    const broken = await running.validateProvider({ region: "east", retries: 10, accounts: [] });
    expect(broken.diagnostics.map((each) => each.path)).toEqual(["region", "retries", "accounts"]);
    const between = await running.validateProvider({ retries: 1 });
    expect(between.diagnostics).toMatchObject([{ summary: "No region", path: "region" }]);
    expect((await running.validateProvider({ region: "north", accounts: [UNKNOWN] })).diagnostics).toEqual(
      [],
    );
  });

  test("makes the client, with whatever there is to tell", async () => {
    const running = await started(regional, { protocol, config: null });
    expect((await running.configure({ region: "south" }, "1.9.0")).diagnostics).toMatchObject([
      { severity: "warning", detail: "Terraform 1.9.0 will be slow." },
    ]);
  });

  test("must have been given before an object is asked for", async () => {
    const running = await started(fixtureProvider(), { protocol, config: null });
    const { diagnostics } = await running.read(DISK, { name: "data", id: "d-1" });
    expect(diagnostics).toMatchObject([{ severity: "error", summary: "Provider defect" }]);
  });
});
