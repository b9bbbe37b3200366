import { type Provider, provider } from "../definition/provider.ts";
import { type ResourceMethods, resource } from "../definition/resource.ts";
import type { ShapesOf } from "../definition/shapes.ts";
import { attribute } from "../schema/attribute.ts";
import { block } from "../schema/block.ts";
import { t } from "../schema/element-type.ts";
import type { PlanOf, StateOf } from "../schema/infer.ts";
import { requiresReplace, requiresReplaceOrAdopt, useStateForUnknown } from "../schema/plan-modifiers.ts";
import { schema } from "../schema/schema.ts";
import { timeoutsBlock } from "../schema/timeouts.ts";
import { between, lengthBetween, must } from "../schema/validators.ts";
import { isUnknown, type Unknown } from "../types/unknown.ts";

const description = "For the test.";

const inLowerCase = must<readonly string[]>("be in lower case", (labels) =>
  labels.every((label) => label === label.toLowerCase()),
);

/** A schema with one attribute or block for every rule of the life cycle that does not need protocol 6. */
export const diskSchema = schema({
  version: 2,
  description,
  attributes: {
    name: attribute.string({ required: true, description, validators: [lengthBetween(2, 10)] }),
    zone: attribute.string({ optional: true, description, planModifiers: [requiresReplace()] }),
    source: attribute.string({ optional: true, description, planModifiers: [requiresReplaceOrAdopt()] }),
    tier: attribute.string({ optional: true, computed: true, description, default: "standard" }),
    size: attribute.integer({
      optional: true,
      computed: true,
      description,
      validators: [between(5, 2000, "GiB")],
    }),
    labels: attribute.set(t.string, { optional: true, description, validators: [inLowerCase] }),
    tags: attribute.map(t.string, { optional: true, description }),
    secret: attribute.string({
      optional: true,
      sensitive: true,
      description,
      validators: [lengthBetween(8, 20)],
    }),
    password: attribute.string({
      optional: true,
      writeOnly: true,
      description,
      validators: [lengthBetween(8, 20)],
    }),
    id: attribute.string({ computed: true, description, planModifiers: [useStateForUnknown()] }),
    revision: attribute.integer({ computed: true, description }),
  },
  blocks: {
    mapping: block.list({
      description,
      attributes: {
        device: attribute.string({ required: true, description, validators: [lengthBetween(2, 10)] }),
        serial: attribute.string({ optional: true, computed: true, description }),
        slot: attribute.string({ computed: true, description, planModifiers: [useStateForUnknown()] }),
      },
    }),
    rule: block.set({
      description,
      attributes: {
        port: attribute.integer({ required: true, description, validators: [between(1, 65535)] }),
        network: attribute.string({ optional: true, description, planModifiers: [requiresReplace()] }),
        handle: attribute.string({ computed: true, description, planModifiers: [useStateForUnknown()] }),
      },
    }),
    timeouts: timeoutsBlock({
      create: { default: "10m", description: "Making it." },
      delete: { default: "10m", description: "Removing it." },
    }),
  },
});

/** A disk as it is stored. */
export type Disk = StateOf<typeof diskSchema>;

/** A disk as it is planned, when that is applied. */
export type PlannedDisk = PlanOf<typeof diskSchema>;

/** The service behind the fixture: the disks that exist, by ID. */
export type Disks = Map<string, Disk>;

/** What a disk resource can do; a test replaces what it is about. */
export type DiskMethods = ResourceMethods<ShapesOf<typeof diskSchema>, Disks>;

/**
 * A provider `fixture` with the resource `fixture_disk`, which keeps its disks in a map. `without` takes functions away that a resource
 * need not have.
 */
export function fixtureProvider(
  changes: Partial<DiskMethods> = {},
  disks: Disks = new Map(),
  without: readonly (keyof typeof optionalMethods)[] = [],
): Provider<Disks> {
  const optional = Object.entries(optionalMethods).filter(([name]) => !without.some((each) => each === name));
  const disk = resource({ ...diskMethods, ...Object.fromEntries(optional), ...changes, schema: diskSchema });
  return provider({
    address: "registry.terraform.io/example/fixture",
    version: "1.0.0",
    schema: schema({ description, attributes: {} }),
    configure: () => disks,
    resources: [disk],
  });
}

/** A disk as the service makes it from a plan: everything that the plan left open has a value. */
export function madeFrom(plan: PlannedDisk, id: string, revision: number): Disk {
  return {
    ...plan,
    id,
    revision,
    tier: known(plan.tier) ?? "standard",
    size: known(plan.size) ?? 20,
    mapping: plan.mapping.map(({ device, serial }, index) => ({
      device,
      serial: known(serial) ?? `serial of ${device}`,
      slot: `slot ${index}`,
    })),
    rule: plan.rule.map(({ port, network }) => ({ port, network, handle: `handle of ${port}` })),
  };
}

const diskMethods: DiskMethods = {
  type: "disk",
  create: async ({ plan }, disks) => {
    const disk = madeFrom(plan, `d-${disks.size + 1}`, 1);
    disks.set(`d-${disks.size + 1}`, disk);
    return disk;
  },
  read: async ({ state }, disks) => disks.get(state.id ?? "") ?? null,
  delete: async ({ state }, disks) => {
    disks.delete(state.id ?? "");
  },
};

const optionalMethods = {
  update: async ({ plan, state }, disks) => {
    const disk = madeFrom(plan, state.id ?? "", (state.revision ?? 0) + 1);
    disks.set(state.id ?? "", disk);
    return disk;
  },
  importState: ({ id }) => ({ id }),
} satisfies Partial<DiskMethods>;

function known<T>(value: T | Unknown): T | null {
  return isUnknown(value) ? null : value;
}
