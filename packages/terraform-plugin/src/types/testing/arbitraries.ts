/** Random types and values for the property tests of this folder; nothing else imports it. */
import fc from "fast-check";
import { conform } from "../conform.ts";
import { Decimal, numberFromText } from "../decimal.ts";
import { type Type, types } from "../type.ts";
import { type Refinements, UNKNOWN, Unknown } from "../unknown.ts";
import { DynamicValue } from "../value.ts";

/** Any code point; fast-check's own tables of them take a second to build. */
const anyCodePoint = fc
  .oneof(fc.integer({ min: 0x20, max: 0x7e }), fc.integer({ min: 0, max: 0x10ffff }))
  .filter((point) => point < 0xd800 || point > 0xdfff)
  .map((point) => String.fromCodePoint(point));

/** Characters that change, combine or take two UTF-16 units. */
const trickyCharacters = [
  "e\u0301",
  "\u0301",
  "\u00e9",
  "\u212b",
  "\u1100\u1161",
  "中",
  "💿",
  "🏳️‍🌈",
  "\ufeff",
  '"',
  "\\",
  "\n",
];

/** Short strings that mix plain and tricky characters. */
export const shortText: fc.Arbitrary<string> = fc.string({
  unit: fc.oneof(anyCodePoint, fc.constantFrom(...trickyCharacters)),
  maxLength: 12,
});

/** Strings that break what takes text for ASCII, for UTF-16, for normalised or for short. */
export const anyText: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: shortText },
  { weight: 2, arbitrary: fc.constantFrom("", "__proto__", "constructor", "\0", "\u2028") },
  { weight: 1, arbitrary: fc.nat(600).map((length) => "x".repeat(length)) },
  { weight: 1, arbitrary: fc.nat(300).map((length) => "ä".repeat(length)) },
);

/** The texts of numbers around every limit that the forms of a number have. */
export const exoticNumberTexts: readonly string[] = [
  "9223372036854775807",
  "9223372036854775808",
  "-9223372036854775808",
  "-9223372036854775809",
  "18446744073709551615",
  "18446744073709551616",
  "9007199254740991",
  "9007199254740992",
  "9007199254740993",
  "-9007199254740993",
  "9007199254740993.5",
  "4294967295",
  "4294967296",
  "-2147483649",
  "0.1",
  "0.5",
  "-0",
  "1e-400",
  "5e-324",
  "1e21",
  "1e300",
  "0.30000000000000004",
  "0.3000000000000000444",
  `${"123456789".repeat(33)}012`,
  `-0.${"0".repeat(50)}1`,
];

/** Numbers in every form that `conform` takes. */
export const anyNumber: fc.Arbitrary<number | bigint | Decimal> = fc.oneof(
  fc.integer(),
  fc.maxSafeInteger(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.bigInt({ min: -(2n ** 70n), max: 2n ** 70n }),
  fc.constantFrom(...exoticNumberTexts).map((text) => new Decimal(text)),
);

const anyName = fc.oneof(
  fc.stringMatching(/^[a-z][a-z0-9_]{0,7}$/),
  fc.constantFrom("__proto__", "toString", "ä", "n".repeat(40)),
);

const leaf = fc.constantFrom<Type>(types.string, types.number, types.bool);

/** Types of up to three levels. */
export const anyType: fc.Arbitrary<Type> = fc.letrec<{ type: Type }>((tie) => ({
  type: fc.oneof(
    { depthSize: "small", maxDepth: 3, withCrossShrink: true },
    leaf,
    fc.constant<Type>(types.dynamic),
    tie("type").map((element) => types.list(element)),
    tie("type").map((element) => types.set(element)),
    tie("type").map((element) => types.map(element)),
    fc
      .dictionary(anyName, tie("type"), { maxKeys: 5, noNullPrototype: false })
      .map((attributes) => types.object(attributes)),
    fc.array(tie("type"), { maxLength: 3 }).map((elements) => types.tuple(elements)),
  ),
})).type;

const anyBound = fc.record({
  value: fc.constantFrom(...exoticNumberTexts).map((text) => numberFromText(text)),
  inclusive: fc.boolean(),
});

/** Refinements that say something. */
export const anyRefinements: fc.Arbitrary<Refinements> = fc
  .record(
    {
      notNull: fc.constant<true>(true),
      prefix: fc.constantFrom("i-", "m-local", "\u00e9"),
      lowerBound: anyBound,
      upperBound: anyBound,
      minLength: fc.nat(),
      maxLength: fc.nat(),
    },
    { requiredKeys: [], noNullPrototype: true },
  )
  .filter((refinements) => Object.keys(refinements).length > 0);

/** JavaScript values that `conform` accepts for a type, null everywhere included, unknown where asked for. */
export function anyValue(type: Type, withUnknown: boolean): fc.Arbitrary<unknown> {
  const gaps: fc.Arbitrary<unknown>[] = [fc.constant(null)];
  if (withUnknown)
    gaps.push(
      fc.constant(UNKNOWN),
      anyRefinements.map((refinements) => new Unknown(refinements)),
    );
  return fc.oneof(
    { weight: 6, arbitrary: present(type, withUnknown) },
    ...gaps.map((arbitrary) => ({ weight: 1, arbitrary })),
  );
}

/** A type and a value for it. */
export function anyTypedValue(withUnknown: boolean): fc.Arbitrary<{ type: Type; input: unknown }> {
  return anyType.chain((type) => anyValue(type, withUnknown).map((input) => ({ type, input })));
}

function present(type: Type, withUnknown: boolean): fc.Arbitrary<unknown> {
  switch (type.kind) {
    case "string":
      return anyText;
    case "number":
      return anyNumber;
    case "bool":
      return fc.boolean();
    case "list":
    case "set":
      return fc.array(anyValue(type.element, withUnknown), { maxLength: 4 });
    case "map":
      return fc
        .uniqueArray(fc.tuple(anyText, anyValue(type.element, withUnknown)), {
          maxLength: 4,
          selector: ([name]) => name.normalize("NFC"),
        })
        .map((members) => Object.fromEntries(members));
    case "object":
      return fc
        .tuple(
          ...Object.entries(type.attributes).map(([name, of]) =>
            fc.tuple(fc.constant(name), anyValue(of, withUnknown)),
          ),
        )
        .map((members) => Object.fromEntries(members));
    case "tuple":
      return fc.tuple(...type.elements.map((element) => anyValue(element, withUnknown)));
    case "dynamic":
      return anyInnerType.chain((of) =>
        anyValue(of, withUnknown).map((value) => new DynamicValue(of, conform(of, value))),
      );
  }
}

/** Types for the values of dynamic ones; few of them are dynamic in turn, so that values stay small. */
const anyInnerType: fc.Arbitrary<Type> = fc.oneof(
  { weight: 5, arbitrary: leaf },
  { weight: 2, arbitrary: leaf.map((element) => types.set(element)) },
  { weight: 1, arbitrary: leaf.map((of) => types.object({ a: of, b: types.dynamic })) },
);
