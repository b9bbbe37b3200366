import { type Schema, UNKNOWN } from "terraform-plugin";

/** What a configuration has that says nothing: null for every attribute, no block. */
export function emptyConfig(schema: Schema): Readonly<Record<string, unknown>> {
  return valuesOf(schema, () => null);
}

/** What is planned for a create when nothing is configured: what the service decides is unknown. */
export function emptyPlan(schema: Schema): Readonly<Record<string, unknown>> {
  return valuesOf(schema, (name) => (schema.attributes[name]?.rules.computed ? UNKNOWN : null));
}

function valuesOf(schema: Schema, ofAttribute: (name: string) => unknown): Record<string, unknown> {
  const attributes = Object.keys(schema.attributes).map((name) => [name, ofAttribute(name)]);
  const blocks = Object.entries(schema.blocks).map(([name, { nesting }]) => [
    name,
    nesting === "single" ? null : [],
  ]);
  return Object.fromEntries([...attributes, ...blocks]);
}
