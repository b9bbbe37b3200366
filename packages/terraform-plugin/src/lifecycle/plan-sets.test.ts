import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { PrivateState } from "../definition/private-state.ts";
import { resource } from "../definition/resource.ts";
import { Diagnostics } from "../diagnostics.ts";
import { type Attribute, type AttributeMap, attribute } from "../schema/attribute.ts";
import { type Block, block } from "../schema/block.ts";
import { objectCodec } from "../schema/object-codec.ts";
import { useStateForUnknown } from "../schema/plan-modifiers.ts";
import { collectionOf, type Schema, type SchemaMembers, schema } from "../schema/schema.ts";
import { elementsOf } from "../schema/visit.ts";
import { isList, isObject, memberOf } from "../types/access.ts";
import { valueEquals } from "../types/equals.ts";
import { isUnknown, UNKNOWN } from "../types/unknown.ts";
import { containsUnknown, type ObjectValue, type Value } from "../types/value.ts";
import { planChange } from "./plan.ts";

const description = "For the test.";
const computed = { computed: true, description, planModifiers: [useStateForUnknown()] } as const;

/** Every object has an ID of its own, which no other one may get. */
const id = attribute.string(computed);

/** Attributes for everything that a value can come from: the user, a default, the provider. */
const PLAIN: readonly [string, Attribute][] = [
  ["required", attribute.string({ required: true, description })],
  ["optional", attribute.string({ optional: true, description })],
  ["open", attribute.string({ optional: true, ...computed })],
  ["another", attribute.string({ optional: true, ...computed })],
  ["defaulted", attribute.string({ optional: true, ...computed, default: "a" })],
];

const plainMembers: fc.Arbitrary<AttributeMap> = fc
  .subarray([...PLAIN], { minLength: 1 })
  .map((chosen) => ({ ...Object.fromEntries(chosen), id }));

/** Attributes of objects in collections, sets mostly, nested up to two levels. */
function members(depth: number): fc.Arbitrary<AttributeMap> {
  if (depth === 0) return plainMembers;
  const options = { optional: true, description } as const;
  const nested = members(depth - 1).chain((inner) =>
    fc.constantFrom<Attribute>(
      attribute.nested.set(inner, options),
      attribute.nested.set(inner, { ...options, ...computed }),
      attribute.nested.list(inner, options),
      attribute.nested.map(inner, options),
      attribute.nested.single(inner, options),
    ),
  );
  return fc
    .tuple(plainMembers, fc.option(nested, { nil: undefined }))
    .map(([plain, inner]) => (inner ? { ...plain, inner } : plain));
}

const anyBlock: fc.Arbitrary<Block> = fc
  .tuple(members(1), fc.option(plainMembers, { nil: undefined }))
  .chain(([attributes, below]) => {
    const blocks = below ? { below: block.set({ description, attributes: below }) } : {};
    return fc.constantFrom<Block>(
      block.set({ description, attributes, blocks }),
      block.list({ description, attributes, blocks }),
    );
  });

const anySchema: fc.Arbitrary<Schema> = fc.tuple(members(2), anyBlock).map(([inner, rules]) =>
  schema({
    description,
    attributes: {
      id,
      label: attribute.string({ optional: true, description }),
      things: attribute.nested.set(inner, { optional: true, description }),
    },
    blocks: { rules },
  }),
);

/** Few texts, so that elements are easily mistaken for each other. */
const anyText = fc.constantFrom("a", "b", "c");

/** A configuration: what only the provider decides is null; what is optional may be; with `unknown`, texts may be unknown. */
function configOf(holder: SchemaMembers, unknown: boolean): fc.Arbitrary<ObjectValue> {
  const members = [...Object.entries(holder.attributes), ...Object.entries(holder.blocks)];
  return fc.record(
    Object.fromEntries(members.map(([name, member]) => [name, configuredBy(member, unknown)])),
    {
      noNullPrototype: true,
    },
  );
}

function configuredBy(member: Attribute | Block, unknown: boolean): fc.Arbitrary<Value> {
  const collection = collectionOf(member);
  if (collection) {
    const element = configOf(collection, unknown);
    const present: fc.Arbitrary<Value> =
      collection.nesting === "single"
        ? element
        : collection.nesting === "map"
          ? fc.dictionary(anyText, element, { maxKeys: 2, noNullPrototype: true })
          : fc.array(element, { maxLength: 4 });
    return member.kind === "block" ? present : fc.option(present, { freq: 3 });
  }
  if (member.kind === "block" || (member.rules.computed && !member.rules.optional)) return fc.constant(null);
  const text: fc.Arbitrary<Value> = unknown
    ? fc.oneof({ weight: 4, arbitrary: anyText }, fc.constant(UNKNOWN))
    : anyText;
  return member.rules.required ? text : fc.option(text, { freq: 2 });
}

/** A schema and a configuration for it, in the form in which Terraform sends it. */
const anyCase = anySchema.chain((of) =>
  fc.record({
    schema: fc.constant(of),
    config: configOf(of, false),
    next: configOf(of, false),
    hazy: configOf(of, true),
  }),
);

const asSent = (of: Schema, config: ObjectValue) => objectCodec(of).complete(config);

async function plan(of: Schema, config: ObjectValue, state: ObjectValue | null) {
  const thing = resource({
    type: "thing",
    schema: of,
    create: async () => {
      throw new Error("not made here");
    },
    read: async () => null,
    update: async () => {
      throw new Error("not made here");
    },
    delete: async () => {},
  });
  const diagnostics = new Diagnostics();
  const change = { config, state, proposed: config, privateState: PrivateState.decode(new Uint8Array(0)) };
  const { signal } = new AbortController();
  const planned = await planChange(thing, objectCodec(of), { ...change, signal }, {}, diagnostics);
  expect(diagnostics.list).toEqual([]);
  return planned.plan;
}

/** What a provider makes of a plan: IDs that nobody else has, and texts that others may have for what the user left open. */
class Service {
  #ids = 0;
  #texts = 0;

  apply(of: Schema, planned: ObjectValue): ObjectValue {
    return objectCodec(of).complete(this.#object(of, planned));
  }

  #object(holder: SchemaMembers, planned: ObjectValue): ObjectValue {
    const made: Record<string, Value> = {};
    const members = [...Object.entries(holder.attributes), ...Object.entries(holder.blocks)];
    for (const [name, member] of members) made[name] = this.#value(name, member, memberOf(planned, name));
    return made;
  }

  #value(name: string, member: Attribute | Block, planned: Value): Value {
    const collection = collectionOf(member);
    if (isUnknown(planned)) {
      if (name === "id") return `id ${++this.#ids}`;
      return collection
        ? collection.nesting === "set"
          ? []
          : null
        : (["a", "b", "c"][++this.#texts % 3] ?? "");
    }
    if (!collection) return planned;
    const one = (element: Value) => (isObject(element) ? this.#object(collection, element) : element);
    if (isList(planned)) return planned.map(one);
    if (collection.nesting === "single" || !isObject(planned)) return one(planned);
    return Object.fromEntries(Object.entries(planned).map(([key, each]) => [key, one(each)]));
  }
}

/**
 * Whether everything that is written in `config` is in `planned`, element by element, by trying every way to pair the elements of sets: the
 * independent check of the matching.
 */
function survives(holder: SchemaMembers, config: Value, planned: Value): boolean {
  if (isUnknown(config) || config === null) return true;
  if (!isObject(planned)) return false;
  const members = [...Object.entries(holder.attributes), ...Object.entries(holder.blocks)];
  return members.every(([name, member]) => {
    const written = memberOf(config, name);
    const found = memberOf(planned, name);
    const collection = collectionOf(member);
    if (written === null) {
      const byUser = member.kind === "block" || !member.rules.computed;
      return byUser ? found === null || (isList(found) && found.length === 0) : true;
    }
    if (!collection) return member.kind === "block" || valueEquals(member.type, written, found);
    const wanted = elementsOf(collection, written, []).map(([each]) => each);
    const given = elementsOf(collection, found, []).map(([each]) => each);
    if (collection.nesting !== "set") {
      return (
        wanted.length === given.length &&
        wanted.every((each, i) => survives(collection, each, given[i] ?? null))
      );
    }
    return wanted.length === given.length && canPair(wanted, given, (a, b) => survives(collection, a, b));
  });
}

function canPair(
  wanted: readonly Value[],
  given: readonly Value[],
  fits: (wanted: Value, given: Value) => boolean,
): boolean {
  const [first, ...rest] = wanted;
  if (first === undefined) return true;
  return given.some((each, index) => fits(first, each) && canPair(rest, given.toSpliced(index, 1), fits));
}

/** Every ID in a value, at any depth. */
function ids(value: Value): readonly string[] {
  if (isList(value)) return value.flatMap(ids);
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([name, each]) =>
    name === "id" && typeof each === "string" ? [each] : ids(each),
  );
}

describe("whatever a schema with sets and a configuration are", () => {
  test("everything written is planned, made, and found again: the second plan is empty", async () => {
    await fc.assert(
      fc.asyncProperty(anyCase, async ({ schema: of, config: written }) => {
        const config = asSent(of, written);
        const planned = await plan(of, config, null);
        expect(survives(of, config, planned)).toBe(true);
        const state = new Service().apply(of, planned);
        expect(survives(of, config, state)).toBe(true);
        expect(await plan(of, config, state)).toEqual(state);
      }),
      { numRuns: 300 },
    );
  });

  test("a change keeps everything written, gives no ID to two elements, and is found again", async () => {
    await fc.assert(
      fc.asyncProperty(anyCase, async ({ schema: of, config: written, next: changed }) => {
        const service = new Service();
        const state = service.apply(of, await plan(of, asSent(of, written), null));
        const config = asSent(of, changed);
        const planned = await plan(of, config, state);
        expect(survives(of, config, planned)).toBe(true);
        expect(new Set(ids(planned)).size).toBe(ids(planned).length);
        const after = service.apply(of, planned);
        expect(survives(of, config, after)).toBe(true);
        expect(new Set(ids(after)).size).toBe(ids(after).length);
        expect(await plan(of, config, after)).toEqual(after);
      }),
      { numRuns: 300 },
    );
  });

  test("what was planned before a value was known is still planned when it is", async () => {
    await fc.assert(
      fc.asyncProperty(
        anyCase,
        fc.infiniteStream(anyText),
        async ({ schema: of, config: written, hazy }, texts) => {
          const state = new Service().apply(of, await plan(of, asSent(of, written), null));
          const config = asSent(of, hazy);
          const known = asSent(of, resolved(config, texts));
          const before = await plan(of, config, state);
          expect(survives(of, config, before)).toBe(true);
          const after = await plan(of, known, state);
          fc.pre(sameLengths(config, known));
          expect(becomes(of, before, after)).toBe(true);
        },
      ),
      { numRuns: 300 },
    );
  });
});

/** The value with a text in place of everything unknown. */
function resolved(value: ObjectValue, texts: Iterator<Value>): ObjectValue;
function resolved(value: Value, texts: Iterator<Value>): Value;
function resolved(value: Value, texts: Iterator<Value>): Value {
  if (isUnknown(value)) return texts.next().value;
  if (isList(value)) return value.map((each) => resolved(each, texts));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, resolved(each, texts)]));
}

/** Elements of a set that turn out to be equal become one: Terraform cannot tell then which one is which. */
function sameLengths(a: Value, b: Value): boolean {
  if (isList(a))
    return isList(b) && a.length === b.length && a.every((each, i) => sameLengths(each, b[i] ?? null));
  if (!isObject(a)) return true;
  return Object.entries(a).every(([name, each]) => sameLengths(each, memberOf(b, name)));
}

/** Whether a planned value can become another one: what is known stays, as Terraform demands of a second plan. */
function becomes(holder: SchemaMembers, before: Value, after: Value): boolean {
  if (isUnknown(before)) return true;
  if (before === null) return after === null;
  if (!isObject(after)) return false;
  const members = [...Object.entries(holder.attributes), ...Object.entries(holder.blocks)];
  return members.every(([name, member]) => {
    const [first, second] = [memberOf(before, name), memberOf(after, name)];
    const collection = collectionOf(member);
    if (isUnknown(first)) return true;
    if (!collection || first === null) {
      return member.kind === "block" ? second === null : valueEquals(member.type, first, second);
    }
    const wanted = elementsOf(collection, first, []).map(([each]) => each);
    const given = elementsOf(collection, second, []).map(([each]) => each);
    if (wanted.length !== given.length) return false;
    if (collection.nesting !== "set")
      return wanted.every((each, i) => becomes(collection, each, given[i] ?? null));
    return canPair(wanted, given, (a, b) => becomes(collection, a, b));
  });
}

test("the check itself sees what is lost", () => {
  const of = schema({
    description,
    attributes: {
      things: attribute.nested.set({ open: PLAIN[2]?.[1] ?? id }, { optional: true, description }),
    },
  });
  expect(
    survives(of, { things: [{ open: "a" }, { open: null }] }, { things: [{ open: "b" }, { open: "a" }] }),
  ).toBe(true);
  expect(
    survives(of, { things: [{ open: "a" }, { open: "b" }] }, { things: [{ open: "a" }, { open: UNKNOWN }] }),
  ).toBe(false);
  expect(containsUnknown(UNKNOWN)).toBe(true);
});
