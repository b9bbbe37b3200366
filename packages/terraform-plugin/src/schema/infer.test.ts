import { describe, expectTypeOf, test } from "vitest";
import { dataSource } from "../definition/data-source.ts";
import { provider } from "../definition/provider.ts";
import { type Resource, resource } from "../definition/resource.ts";
import type { Decimal } from "../types/decimal.ts";
import type { Unknown } from "../types/unknown.ts";
import { isWhollyKnown, type Value } from "../types/value.ts";
import { attribute } from "./attribute.ts";
import { block } from "./block.ts";
import { t } from "./element-type.ts";
import type { ConfigOf, PlannedOf, PlanOf, StateOf } from "./infer.ts";
import { requiresReplace } from "./plan-modifiers.ts";
import { schema } from "./schema.ts";
import { timeoutsBlock } from "./timeouts.ts";
import { lengthBetween } from "./validators.ts";

const description = "For the test.";

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
    parts: attribute.nested.list(
      {
        label: attribute.string({ required: true, description }),
        serial: attribute.string({ computed: true, description }),
      },
      { optional: true, description },
    ),
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
  test("StateOf: required values are there, others may be null, nothing is unknown", () => {
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
      readonly anything: Value;
      readonly parts: readonly { readonly label: string; readonly serial: string | null }[] | null;
      readonly mapping: readonly {
        readonly device: string;
        readonly snapshot: string | null;
        readonly inner: { readonly on: boolean | null } | null;
      }[];
      readonly timeouts: { readonly create: string | null } | null;
    }>();
  });

  test("PlanOf: anything may be unknown, blocks too", () => {
    type Plan = PlanOf<Disk>;
    expectTypeOf<Plan["name"]>().toEqualTypeOf<string | Unknown>();
    expectTypeOf<Plan["note"]>().toEqualTypeOf<string | null | Unknown>();
    expectTypeOf<Plan["id"]>().toEqualTypeOf<string | null | Unknown>();
    expectTypeOf<Plan["tags"]>().toEqualTypeOf<
      { readonly [key: string]: string | Unknown } | null | Unknown
    >();
    expectTypeOf<Plan["zones"]>().toEqualTypeOf<readonly (string | Unknown)[] | Unknown>();
    expectTypeOf<Plan["ports"]>().toEqualTypeOf<
      | readonly (
          | { readonly port: Number_ | null | Unknown; readonly open: boolean | null | Unknown }
          | Unknown
        )[]
      | null
      | Unknown
    >();
    expectTypeOf<Plan["parts"]>().toEqualTypeOf<
      | readonly ({ readonly label: string | Unknown; readonly serial: string | null | Unknown } | Unknown)[]
      | null
      | Unknown
    >();
    expectTypeOf<Plan["anything"]>().toEqualTypeOf<Value | Unknown>();
    expectTypeOf<Plan["mapping"]>().toEqualTypeOf<
      | readonly {
          readonly device: string | Unknown;
          readonly snapshot: string | null | Unknown;
          readonly inner: { readonly on: boolean | null | Unknown } | null;
        }[]
      | Unknown
    >();
    expectTypeOf<Plan["timeouts"]>().toEqualTypeOf<{ readonly create: string | null | Unknown } | null>();
    expectTypeOf<ConfigOf<Disk>>().toEqualTypeOf<Plan>();
  });

  test("PlanOf: what is wholly known has the type that is stored", () => {
    const use = (tags: PlanOf<Disk>["tags"], parts: PlanOf<Disk>["parts"]) => {
      if (isWhollyKnown(tags)) expectTypeOf(tags).toExtend<StateOf<Disk>["tags"]>();
      if (isWhollyKnown(parts)) expectTypeOf(parts).toExtend<StateOf<Disk>["parts"]>();
    };
    expectTypeOf(use).toBeFunction();
  });

  test("PlannedOf: only computed values may still be unknown", () => {
    type Planned = PlannedOf<Disk>;
    expectTypeOf<Planned["name"]>().toEqualTypeOf<string>();
    expectTypeOf<Planned["note"]>().toEqualTypeOf<string | null>();
    expectTypeOf<Planned["id"]>().toEqualTypeOf<string | null | Unknown>();
    expectTypeOf<Planned["size"]>().toEqualTypeOf<number | null | Unknown>();
    expectTypeOf<Planned["mapping"]>().toEqualTypeOf<
      readonly {
        readonly device: string;
        readonly snapshot: string | null | Unknown;
        readonly inner: { readonly on: boolean | null } | null;
      }[]
    >();
    expectTypeOf<Planned["timeouts"]>().toEqualTypeOf<{ readonly create: string | null } | null>();
  });

  test("a stored state can be planned as it is", () => {
    expectTypeOf<StateOf<Disk>>().toExtend<PlannedOf<Disk>>();
    expectTypeOf<PlannedOf<Disk>>().toExtend<PlanOf<Disk>>();
    expectTypeOf<PlanOf<Disk>>().not.toExtend<PlannedOf<Disk>>();
    expectTypeOf<PlannedOf<Disk>>().not.toExtend<StateOf<Disk>>();
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
        expectTypeOf(state).toEqualTypeOf<StateOf<typeof small> | null>();
        return plan;
      },
      create: async ({ plan, partial }, client: Client) => {
        const id = await client.make(plan.name);
        partial({ name: plan.name, id });
        return { name: plan.name, id };
      },
      read: async ({ state }, client) => ({ ...state, id: await client.make(state.name) }),
      update: async ({ plan, state }) => ({ name: plan.name, id: state.id }),
      delete: async ({ state }) => {
        expectTypeOf(state.id).toEqualTypeOf<string | null>();
      },
      importState: ({ id }) => ({ id }),
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

  test("without a description", () => {
    // @ts-expect-error -- the description is missing
    attribute.string({ required: true, planModifiers: [requiresReplace()] });
  });
});
