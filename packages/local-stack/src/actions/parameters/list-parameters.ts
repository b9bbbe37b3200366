import { apiError } from "../../errors/api-error.ts";
import type { ErrorName } from "../../errors/error-table.ts";
import type { Tag } from "../../model/tag.ts";
import type { RequestParameters } from "../../wire/parameters.ts";
import type { Parameter, Parameters, Values } from "./parameter.ts";

/** `Name.1`, `Name.2`, …: the values in order of their numbers; empty when there are none. */
export function texts(): Parameter<readonly string[]> {
  return {
    type: "list of string",
    required: false,
    ruleErrors: [],
    read(source, name) {
      return source.indices(name).flatMap((index) => source.get(`${name}.${index}`) ?? []);
    },
    check() {},
  };
}

/** `Name.1.Field`, `Name.2.Field`, …: the structures in order of their numbers. */
export function structures<P extends Parameters>(fields: P): Parameter<readonly Values<P>[]> {
  return {
    type: `list of {${Object.keys(fields).join(", ")}}`,
    required: false,
    ruleErrors: Object.values(fields).flatMap((field) => field.ruleErrors),
    read: (source, name) =>
      source.indices(name).map((index) => readFields(fields, source, `${name}.${index}.`)),
    check(values) {
      for (const value of values) checkFields(fields, value);
    },
  };
}

/** A single parameter that holds a comma-separated list; undefined when it is absent. */
export function commaList(max: number): Parameter<readonly string[] | undefined> {
  return separated("comma-separated list of string", max, "invalidParameter", (value) =>
    value
      .split(",")
      .map((item) => item.trim())
      .filter((item) => item !== ""),
  );
}

/** A single parameter that holds a JSON list of texts; `[]` matches nothing, absent means no filter. */
export function jsonList(
  tooMany: ErrorName,
  malformed: ErrorName = "invalidParameter",
): Parameter<readonly string[] | undefined> {
  return separated("JSON list of string", 100, tooMany, (value, name) => {
    const parsed = parseJson(value);
    if (!Array.isArray(parsed) || !parsed.every((item) => typeof item === "string")) {
      throw apiError(malformed, name);
    }
    return parsed;
  });
}

/**
 * `Tag.N.Key` with `Tag.N.Value`, and where `legacy` says so the old spelling `Tag.N.key`, `Tag.N.value`. A key that is
 * absent reads as undefined, an absent value too; the action decides what that means.
 */
export function tagList(options: { legacy: boolean }): Parameter<readonly Partial<Tag>[]> {
  return {
    type: "list of {Key, Value}",
    required: false,
    ruleErrors: [],
    read(source, name) {
      return source.indices(name).map((index) => {
        const field = (upper: string, lower: string) =>
          tagField(source, `${name}.${index}.${upper}`) ??
          (options.legacy ? tagField(source, `${name}.${index}.${lower}`) : undefined);
        const key = field("Key", "key");
        const value = field("Value", "value");
        return { ...(key && { TagKey: key }), ...(value !== undefined && { TagValue: value }) };
      });
    },
    check() {},
  };
}

/** Reads every parameter of a set; `prefix` is what stands before each name. */
export function readFields<P extends Parameters>(
  fields: P,
  source: RequestParameters,
  prefix = "",
): Values<P> {
  const values = Object.fromEntries(
    Object.entries(fields).map(([name, field]) => [name, field.read(source, prefix + name)]),
  );
  // The parsing edge: each value was read by the parameter of its name, which is what Values<P> says of it.
  return values as Values<P>;
}

/** Checks the rules of every parameter of a set. */
export function checkFields<P extends Parameters>(fields: P, values: Values<P>): void {
  for (const [name, field] of Object.entries(fields)) field.check(values[name], name);
}

function tagField(source: RequestParameters, name: string): string | undefined {
  return source.has(name) ? (source.get(name) ?? "") : undefined;
}

function separated(
  type: string,
  max: number,
  tooMany: ErrorName,
  split: (value: string, name: string) => readonly string[],
): Parameter<readonly string[] | undefined> {
  return {
    type,
    required: false,
    ruleErrors: [],
    read(source, name) {
      const value = source.get(name);
      if (value === undefined) return undefined;
      const items = split(value, name);
      if (items.length > max) throw apiError(tooMany, name);
      return items;
    },
    check() {},
  };
}

function parseJson(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
}
