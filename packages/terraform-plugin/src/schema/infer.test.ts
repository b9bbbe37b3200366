import { describe, expectTypeOf, test } from "vitest";
import { dataSource } from "../definition/data-source.ts";
import { provider } from "../definition/provider.ts";
import { type Resource, resource } from "../definition/resource.ts";
import type { Decimal } from "../types/decimal.ts";
import { isUnknown, type Unknown } from "../types/unknown.ts";
import { type DynamicValue, isWhollyKnown, type Known } from "../types/value.ts";
import { attribute } from "./attribute.ts";
import { block } from "./block.ts";
import { t } from "./element-type.ts";
import type { ConfigOf, ImportedOf, PlanOf, ProposedOf, StateOf } from "./infer.ts";
import {
  type PlanModifierContext,
  requiresReplace,
  requiresReplaceIf,
  useStateForUnknown,
} from "./plan-modifiers.ts";
import { schema } from "./schema.ts";
import { timeoutsBlock } from "./timeouts.ts";
import { lengthBetween } from "./validators.ts";

const description = "For the test.";

const part = {
  label: attribute.string({ required: true, description }),
  serial: attribute.string({ computed: true, description }),
  pin: attribute.string({ optional: true, writeOnly: true, description }),
  inner: attribute.nested.set(
    { slot: attribute.integer({ optional: true, computed: true, description }) },
    { optional: true, description },
  ),
};

const disk = schema({
  description,
  attributes: {
    name: attribute.string({ required: true, description }),
    note: attribute.string({ optional: true, description }),
    id: attribute.string({ computed: true, description }),
    size: attribute.integer({ optional: true, computed: true, description }),
    weight: attribute.number({ required: true, description }),
    tags: attribute.map(t.string, { optional: true, description }),
    zones: attribute.set(t.string, { required: true, description }),
    ports: attribute.list(t.object({ port: t.number, open: t.bool }), { computed: true, description }),
    owner: attribute.object({ name: t.string }, { optional: true, description }),
    anything: attribute.dynamic({ optional: true, description }),
    lookup: attribute.dynamic({ computed: true, description }),
    arn: attribute.string({ computed: true, notNull: true, description }),
    tier: attribute.string({ optional: true, computed: true, notNull: true, default: "fast", description }),
    password: attribute.string({ required: true, writeOnly: true, description }),
    token: attribute.string({ optional: true, writeOnly: true, description }),
    parts: attribute.nested.list(part, { optional: true, description }),
    lead: attribute.nested.single(part, { required: true, description }),
    spares: attribute.nested.map(part, { computed: true, description }),
  },
  blocks: {
    mapping: block.list({
      description,
      attributes: {
        device: attribute.string({ required: true, description }),
        snapshot: attribute.string({ optional: true, computed: true, description }),
      },
      blocks: {
        inner: block.single({
          description,
          attributes: { on: attribute.bool({ optional: true, description }) },
        }),
      },
    }),
    timeouts: timeoutsBlock({ create: { default: "10m", description } }),
  },
});

type Disk = typeof disk;
type Number_ = number | Decimal;

describe("the types inferred from a schema", () => {
  test("StateOf: required values are there, others may be null, nothing is unknown, write-only values are null", () => {
    type Part = {
      readonly label: string;
      readonly serial: string | null;
      readonly pin: null;
      readonly inner: readonly { readonly slot: number | null }[] | null;
    };
    expectTypeOf<StateOf<Disk>>().toEqualTypeOf<{
      readonly name: string;
      readonly note: string | null;
      readonly id: string | null;
      readonly size: number | null;
      readonly weight: Number_;
      readonly tags: Readonly<Record<string, string>> | null;
      readonly zones: readonly string[];
      readonly ports: readonly { readonly port: Number_ | null; readonly open: boolean | null }[] | null;
      readonly owner: { readonly name: string | null } | null;
      readonly anything: DynamicValue | null;
      readonly lookup: DynamicValue | null;
      readonly arn: string;
      readonly tier: string;
      readonly password: null;
      readonly token: null;
      readonly parts: readonly Part[] | null;
      readonly lead: Part;
      readonly spares: Readonly<Record<string, Part>> | null;
      readonly mapping: readonly {
        readonly device: string;
        readonly snapshot: string | null;
        readonly inner: { readonly on: boolean | null } | null;
      }[];
      readonly timeouts: { readonly create: string | null } | null;
    }>();
  });

  test("ImportedOf: as StateOf, but required values may be null as well, at any depth", () => {
    type Imported = ImportedOf<Disk>;
    expectTypeOf<Imported["name"]>().toEqualTypeOf<string | null>();
    expectTypeOf<Imported["zones"]>().toEqualTypeOf<readonly string[] | null>();
    expectTypeOf<Imported["password"]>().toEqualTypeOf<null>();
    expectTypeOf<NonNullable<Imported["lead"]>["label"]>().toEqualTypeOf<string | null>();
    expectTypeOf<Imported["mapping"][number]["device"]>().toEqualTypeOf<string | null>();
    expectTypeOf<Imported["arn"]>().toEqualTypeOf<string>();
    expectTypeOf<Imported["id"]>().toEqualTypeOf<string | null>();
  });

  test("ConfigOf: anything may be unknown, blocks too; write-only values are there", () => {
    type Config = ConfigOf<Disk>;
    type Part = {
      readonly label: string | Unknown;
      readonly serial: string | null | Unknown;
      readonly pin: string | null | Unknown;
      readonly inner: readonly ({ readonly slot: number | null | Unknown } | Unknown)[] | null | Unknown;
    };
    expectTypeOf<Config["name"]>().toEqualTypeOf<string | Unknown>();
    expectTypeOf<Config["note"]>().toEqualTypeOf<string | null | Unknown>();
    expectTypeOf<Config["id"]>().toEqualTypeOf<string | null | Unknown>();
    expectTypeOf<Config["arn"]>().toEqualTypeOf<string | null | Unknown>();
    expectTypeOf<Config["password"]>().toEqualTypeOf<string | Unknown>();
    expectTypeOf<Config["token"]>().toEqualTypeOf<string | null | Unknown>();
    expectTypeOf<Config["tags"]>().toEqualTypeOf<
      { readonly [key: string]: string | Unknown } | null | Unknown
    >();
    expectTypeOf<Config["zones"]>().toEqualTypeOf<readonly (string | Unknown)[] | Unknown>();
    expectTypeOf<Config["ports"]>().toEqualTypeOf<
      | readonly (
          | { readonly port: Number_ | null | Unknown; readonly open: boolean | null | Unknown }
          | Unknown
        )[]
      | null
      | Unknown
    >();
    expectTypeOf<Config["parts"]>().toEqualTypeOf<readonly (Part | Unknown)[] | null | Unknown>();
    expectTypeOf<Config["lead"]>().toEqualTypeOf<Part | Unknown>();
    expectTypeOf<Config["spares"]>().toEqualTypeOf<
      Readonly<Record<string, Part | Unknown>> | null | Unknown
    >();
    expectTypeOf<Config["anything"]>().toEqualTypeOf<DynamicValue | null | Unknown>();
    expectTypeOf<Config["mapping"]>().toEqualTypeOf<
      | readonly {
          readonly device: string | Unknown;
          readonly snapshot: string | null | Unknown;
          readonly inner: { readonly on: boolean | null | Unknown } | null;
        }[]
      | Unknown
    >();
    expectTypeOf<Config["timeouts"]>().toEqualTypeOf<{ readonly create: string | null | Unknown } | null>();
  });

  test("a configuration that is wholly known has the user's values", () => {
    type Config = Known<ConfigOf<Disk>>;
    expectTypeOf<Config["name"]>().toEqualTypeOf<string>();
    expectTypeOf<Config["password"]>().toEqualTypeOf<string>();
    expectTypeOf<Config["anything"]>().toEqualTypeOf<DynamicValue | null>();
    expectTypeOf<Config["lead"]["pin"]>().toEqualTypeOf<string | null>();
  });

  test("ProposedOf: as ConfigOf, without write-only values, and what is always there is not null", () => {
    type Proposed = ProposedOf<Disk>;
    expectTypeOf<Proposed["name"]>().toEqualTypeOf<string | Unknown>();
    expectTypeOf<Proposed["password"]>().toEqualTypeOf<null>();
    expectTypeOf<Proposed["token"]>().toEqualTypeOf<null>();
    expectTypeOf<Proposed["arn"]>().toEqualTypeOf<string | Unknown>();
    expectTypeOf<Exclude<Proposed["lead"], Unknown>["pin"]>().toEqualTypeOf<null>();
    expectTypeOf<Proposed["mapping"]>().toEqualTypeOf<ConfigOf<Disk>["mapping"]>();
  });

  test("what is wholly known has the type that is stored", () => {
    const use = (tags: ProposedOf<Disk>["tags"], parts: ProposedOf<Disk>["parts"]) => {
      if (isWhollyKnown(tags)) expectTypeOf(tags).toExtend<StateOf<Disk>["tags"]>();
      if (isWhollyKnown(parts)) expectTypeOf(parts).toExtend<StateOf<Disk>["parts"]>();
    };
    expectTypeOf(use).toBeFunction();
  });

  test("PlanOf: only computed values may still be unknown, also in nested attributes and blocks", () => {
    type Plan = PlanOf<Disk>;
    type Part = {
      readonly label: string;
      readonly serial: string | null | Unknown;
      readonly pin: null;
      readonly inner: readonly { readonly slot: number | null | Unknown }[] | null;
    };
    expectTypeOf<Plan["name"]>().toEqualTypeOf<string>();
    expectTypeOf<Plan["note"]>().toEqualTypeOf<string | null>();
    expectTypeOf<Plan["id"]>().toEqualTypeOf<string | null | Unknown>();
    expectTypeOf<Plan["arn"]>().toEqualTypeOf<string | Unknown>();
    expectTypeOf<Plan["size"]>().toEqualTypeOf<number | null | Unknown>();
    expectTypeOf<Plan["tags"]>().toEqualTypeOf<Readonly<Record<string, string>> | null>();
    expectTypeOf<Plan["password"]>().toEqualTypeOf<null>();
    expectTypeOf<Plan["anything"]>().toEqualTypeOf<DynamicValue | null>();
    expectTypeOf<Plan["lookup"]>().toEqualTypeOf<DynamicValue | null | Unknown>();
    expectTypeOf<Plan["parts"]>().toEqualTypeOf<readonly Part[] | null>();
    expectTypeOf<Plan["lead"]>().toEqualTypeOf<Part>();
    expectTypeOf<Plan["spares"]>().toEqualTypeOf<Readonly<Record<string, Part>> | null | Unknown>();
    expectTypeOf<Plan["mapping"]>().toEqualTypeOf<
      readonly {
        readonly device: string;
        readonly snapshot: string | null | Unknown;
        readonly inner: { readonly on: boolean | null } | null;
      }[]
    >();
    expectTypeOf<Plan["timeouts"]>().toEqualTypeOf<{ readonly create: string | null } | null>();
  });

  test("each step takes what the one before it leaves", () => {
    expectTypeOf<StateOf<Disk>>().toExtend<PlanOf<Disk>>();
    expectTypeOf<StateOf<Disk>>().toExtend<ImportedOf<Disk>>();
    expectTypeOf<PlanOf<Disk>>().toExtend<ProposedOf<Disk>>();
    expectTypeOf<ProposedOf<Disk>>().not.toExtend<PlanOf<Disk>>();
    expectTypeOf<PlanOf<Disk>>().not.toExtend<StateOf<Disk>>();
    expectTypeOf<ImportedOf<Disk>>().not.toExtend<StateOf<Disk>>();
  });
});

const small = schema({
  description,
  attributes: {
    name: attribute.string({ required: true, description }),
    id: attribute.string({ computed: true, description }),
  },
});

interface Client {
  make(name: string): Promise<string>;
}

const base = {
  type: "small",
  schema: small,
  read: async () => null,
  delete: async () => {},
};

describe("a resource is written without casts", () => {
  test("when its functions take and return what the schema says", () => {
    const made = resource({
      type: "small",
      schema: small,
      validate: (config, diagnostics) => {
        expectTypeOf(config).toEqualTypeOf<ConfigOf<typeof small>>();
        if (config.name === "") diagnostics.error("Empty name", "Give a name.");
      },
      modifyPlan: ({ plan, state }) => {
        expectTypeOf(state).toEqualTypeOf<ImportedOf<typeof small> | null>();
        expectTypeOf(plan).toEqualTypeOf<ProposedOf<typeof small>>();
        return plan;
      },
      create: async ({ plan, partial }, client: Client) => {
        const id = await client.make(plan.name);
        partial({ name: plan.name, id });
        return { name: plan.name, id };
      },
      read: async ({ state }, client) => {
        expectTypeOf(state).toEqualTypeOf<ImportedOf<typeof small>>();
        return { ...state, id: await client.make(state.name ?? "imported") };
      },
      update: async ({ plan, state }) => ({ name: plan.name, id: state.id }),
      delete: async ({ state }) => {
        expectTypeOf(state.id).toEqualTypeOf<string | null>();
      },
      importState: ({ id }) => ({ id }),
      moveFrom: [{ types: ["other"], providers: ["a/b"], move: () => ({ name: null, id: "1" }) }],
    });
    expectTypeOf(made).toEqualTypeOf<Resource<Client>>();
  });

  test("and refused when a partial state has an attribute that the schema lacks", () => {
    resource({
      ...base,
      create: async ({ plan, partial }) => {
        // @ts-expect-error -- the schema has no `nonsense`
        partial({ name: plan.name, id: "1", nonsense: true });
        return { name: plan.name, id: "1" };
      },
    });
  });

  test("and refused when a state lacks an attribute, has one of another type, or what may be unknown", () => {
    // @ts-expect-error -- `id` is missing
    resource({ ...base, create: async ({ plan }) => ({ name: plan.name }) });
    // @ts-expect-error -- `id` is a string
    resource({ ...base, create: async ({ plan }) => ({ name: plan.name, id: 1 }) });
    // @ts-expect-error -- the planned `id` may be unknown
    resource({ ...base, create: async ({ plan }) => ({ name: plan.name, id: plan.id }) });
  });

  test("and refused by a provider that gives another client", () => {
    const needsClient = resource({
      ...base,
      create: async ({ plan }, client: Client) => ({ name: plan.name, id: await client.make(plan.name) }),
    });
    const empty = schema({ description, attributes: {} });
    const common = { address: "registry.terraform.io/example/small", version: "1.0.0", schema: empty };
    const client: Client = { make: async (name) => name };
    provider({ ...common, configure: () => client, resources: [needsClient] });
    // @ts-expect-error -- the client is no text
    provider({ ...common, configure: () => "client", resources: [needsClient] });
  });

  test("as is a data source", () => {
    dataSource({
      type: "small",
      schema: small,
      read: async ({ config }, client: Client) => {
        expectTypeOf(config.name).toEqualTypeOf<string>();
        return { name: config.name, id: await client.make(config.name) };
      },
    });
  });
});

describe("an attribute is refused", () => {
  test("when nobody or two parties give its value", () => {
    // @ts-expect-error -- required and optional
    attribute.string({ required: true, optional: true, description });
    // @ts-expect-error -- required and computed
    attribute.string({ required: true, computed: true, description });
    // @ts-expect-error -- none of the three
    attribute.string({ description });
    // @ts-expect-error -- presence is said with true or not at all
    attribute.string({ required: false, description });
  });

  test("when its options are for values of another type", () => {
    // @ts-expect-error -- a default that is no string
    attribute.string({ optional: true, computed: true, description, default: 1 });
    // @ts-expect-error -- a validator of strings
    attribute.bool({ optional: true, description, validators: [lengthBetween(1, 2)] });
    // @ts-expect-error -- an element that is no string
    attribute.list(t.string, { optional: true, computed: true, description, default: [1] });
  });

  test("when its plan modifiers are for values of another type", () => {
    const shrinks = requiresReplaceIf(
      ({ plan, state }: PlanModifierContext<number>) => Number(plan) < Number(state),
      "Making it smaller creates a new object.",
    );
    attribute.integer({ optional: true, description, planModifiers: [shrinks, useStateForUnknown()] });
    attribute.string({ required: true, description, planModifiers: [requiresReplace()] });
    attribute.string({
      optional: true,
      computed: true,
      description,
      planModifiers: [
        { description: "", modify: ({ config }) => ({ plan: isUnknown(config) ? "" : config }) },
      ],
    });
    // @ts-expect-error -- a modifier of numbers
    attribute.string({ required: true, description, planModifiers: [shrinks] });
    const plansNumber = { description: "", modify: () => ({ plan: 1 }) };
    // @ts-expect-error -- it plans a number
    attribute.string({ optional: true, computed: true, description, planModifiers: [plansNumber] });
  });

  test("when it has a default, but the user need not or cannot leave it to the provider", () => {
    attribute.string({ optional: true, computed: true, default: "a", description });
    // @ts-expect-error -- a required value is always there
    attribute.string({ required: true, default: "a", description });
    // @ts-expect-error -- Terraform takes no planned value for it
    attribute.string({ optional: true, default: "a", description });
    // @ts-expect-error -- the user cannot leave it out
    attribute.string({ computed: true, default: "a", description });
  });

  test("that is said to be never null, but is not computed", () => {
    // @ts-expect-error -- only what the provider decides can be promised
    attribute.string({ optional: true, notNull: true, description });
  });

  test("without a description", () => {
    // @ts-expect-error -- the description is missing
    attribute.string({ required: true, planModifiers: [requiresReplace()] });
  });
});
