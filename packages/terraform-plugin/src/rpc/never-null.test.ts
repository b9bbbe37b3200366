import { describe, expect, test } from "vitest";
import { provider } from "../definition/provider.ts";
import { type ResourceMethods, resource } from "../definition/resource.ts";
import type { ShapesOf } from "../definition/shapes.ts";
import { attribute } from "../schema/attribute.ts";
import { t } from "../schema/element-type.ts";
import { useStateForUnknown } from "../schema/plan-modifiers.ts";
import { schema } from "../schema/schema.ts";
import { started } from "../testing/started.ts";
import { UNKNOWN } from "../types/unknown.ts";

const description = "For the test.";
const BOX = "store_box";

const boxSchema = schema({
  description,
  attributes: {
    label: attribute.string({ required: true, description }),
    id: attribute.string({
      computed: true,
      notNull: true,
      description,
      planModifiers: [useStateForUnknown()],
    }),
    marks: attribute.map(t.string, { computed: true, description }),
  },
});

type BoxMethods = ResourceMethods<ShapesOf<typeof boxSchema>, object>;

function start(changes: Partial<BoxMethods> = {}) {
  const box = resource({
    type: "box",
    create: async ({ plan }) => ({ label: plan.label, id: "b-1", marks: null }),
    read: async ({ state }) => state,
    update: async ({ plan, state }) => ({ label: plan.label, id: state.id, marks: null }),
    delete: async () => {},
    importState: ({ id }) => ({ id }),
    ...changes,
    schema: boxSchema,
  });
  const store = provider({
    address: "registry.terraform.io/example/store",
    version: "1.0.0",
    schema: schema({ description, attributes: {} }),
    configure: () => ({}),
    resources: [box],
  });
  return started(store, { protocol: 5 });
}

/** What a provider in JavaScript may return, whatever the types say. */
const lying = (state: object): never => state as never;

describe("an attribute that is never null", () => {
  test("is there from the create on", async () => {
    const running = await start();
    const { state, diagnostics } = await running.apply(BOX, { config: { label: "a" } });
    expect(diagnostics).toEqual([]);
    expect(state).toEqual({ label: "a", id: "b-1", marks: null });
  });

  test("and null after a create is a defect, but the object is stored", async () => {
    const running = await start({
      create: async ({ plan }) => lying({ label: plan.label, id: null, marks: null }),
    });
    const { state, diagnostics } = await running.apply(BOX, { config: { label: "a" } });
    expect(state).toMatchObject({ label: "a" });
    expect(diagnostics).toMatchObject([{ severity: "error", summary: "Provider defect", path: "id" }]);
  });

  test.each([
    ["a read", (running: Awaited<ReturnType<typeof start>>) => running.read(BOX, { label: "a", id: "b-1" })],
    ["an import", (running: Awaited<ReturnType<typeof start>>) => running.import(BOX, "b-1")],
  ])("and null after %s is a defect", async (_, operation) => {
    const running = await start({
      read: async () => lying({ label: "a", id: null, marks: null }),
      importState: () => ({ label: "a" }),
    });
    const { diagnostics } = await operation(running);
    expect(diagnostics).toMatchObject([{ severity: "error", summary: "Provider defect", path: "id" }]);
  });

  test("and stored state without it cannot be used", async () => {
    const running = await start();
    const { state, diagnostics } = await running.upgrade(BOX, 0, { label: "a" });
    expect(state).toBeNull();
    expect(diagnostics).toMatchObject([{ summary: "State cannot be read", path: "id" }]);
    expect(diagnostics[0]?.detail).toContain("terraform state rm");
  });
});

test("a collection that is known in part when it is planned is unknown as a whole when it is made", async () => {
  const seen: unknown[] = [];
  const running = await start({
    modifyPlan: ({ plan }) => ({ ...plan, marks: { a: "1", b: UNKNOWN } }),
    create: async ({ plan }) => {
      seen.push(plan.marks);
      return { label: plan.label, id: "b-1", marks: { a: "1", b: "2" } };
    },
  });
  const { planned } = await running.plan(BOX, { config: { label: "a" } });
  expect(planned).toMatchObject({ marks: { a: "1", b: UNKNOWN } });
  await running.apply(BOX, { config: { label: "a" } });
  expect(seen).toEqual([UNKNOWN]);
});
