import { type Provider, provider } from "../definition/provider.ts";
import { resource } from "../definition/resource.ts";
import { attribute } from "../schema/attribute.ts";
import { block } from "../schema/block.ts";
import type { PlanOf, StateOf } from "../schema/infer.ts";
import { useStateForUnknown } from "../schema/plan-modifiers.ts";
import { schema } from "../schema/schema.ts";
import { isUnknown } from "../types/unknown.ts";

const description = "For the test.";
const computed = { computed: true, description, planModifiers: [useStateForUnknown()] } as const;

const rule = {
  port: attribute.integer({ required: true, description }),
  protocol: attribute.string({ optional: true, ...computed, default: "tcp" }),
  zone: attribute.string({ optional: true, ...computed }),
  queue: attribute.string({ optional: true, ...computed }),
  id: attribute.string(computed),
};

const blockSchema = schema({
  description,
  attributes: { id: attribute.string(computed) },
  blocks: { rule: block.set({ description, attributes: rule }) },
});

const attributeSchema = schema({
  description,
  attributes: {
    id: attribute.string(computed),
    rule: attribute.nested.set(rule, { optional: true, description }),
  },
});

type Rules = PlanOf<typeof blockSchema>["rule"];

/**
 * A provider whose resources `fixture_firewall` (blocks) and, over protocol 6, `fixture_filter` (nested attributes) have a set of rules
 * that are easily mistaken for each other. Every rule that is made gets an ID of its own.
 */
export function firewallProvider(withNestedAttributes: boolean): Provider<unknown> {
  let made = 0;
  const make = (rules: Rules): StateOf<typeof blockSchema>["rule"] =>
    rules.map((each) => ({
      port: each.port,
      protocol: isUnknown(each.protocol) ? "none" : each.protocol,
      zone: isUnknown(each.zone) ? "chosen zone" : each.zone,
      queue: isUnknown(each.queue) ? "chosen queue" : each.queue,
      id: isUnknown(each.id) ? `rule ${++made}` : each.id,
    }));
  const firewall = resource({
    type: "firewall",
    schema: blockSchema,
    create: async ({ plan }) => ({ id: "f-1", rule: make(plan.rule) }),
    read: async ({ state }) => state,
    update: async ({ plan }) => ({ id: "f-1", rule: make(plan.rule) }),
    delete: async () => {},
  });
  const filter = resource({
    type: "filter",
    schema: attributeSchema,
    create: async ({ plan }) => ({ id: "f-1", rule: plan.rule && make(plan.rule) }),
    read: async ({ state }) => state,
    update: async ({ plan }) => ({ id: "f-1", rule: plan.rule && make(plan.rule) }),
    delete: async () => {},
  });
  return provider({
    address: "registry.terraform.io/example/fixture",
    version: "1.0.0",
    schema: schema({ description, attributes: {} }),
    configure: () => ({}),
    resources: withNestedAttributes ? [firewall, filter] : [firewall],
  });
}
