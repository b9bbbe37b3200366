import { type Diagnostics, isUnknown, type Path, path } from "terraform-plugin";
import type { ProviderConfig } from "./schema.ts";

/** Environment variables by name. */
export type Environment = Readonly<Record<string, string | undefined>>;

type Name = keyof ProviderConfig & string;

/**
 * Reads arguments: from the provider block, else from an environment variable. An empty text counts as not given, as in
 * aliyun/alibabacloudstack. The names of arguments whose values are unknown are collected in `unknown`.
 */
export class ProviderArguments {
  readonly config: ProviderConfig;
  readonly environment: Environment;
  readonly diagnostics: Diagnostics;
  readonly unknown: string[] = [];

  constructor(config: ProviderConfig, environment: Environment, diagnostics: Diagnostics) {
    this.config = config;
    this.environment = environment;
    this.diagnostics = diagnostics;
  }

  /** A text, trimmed. Of several names (an old one follows its replacement) the first that is given counts. */
  text(names: Name | readonly Name[], variable?: string): string | undefined {
    for (const name of [names].flat()) {
      const value: unknown = this.config[name];
      if (isUnknown(value)) {
        this.unknown.push(name);
        return undefined;
      }
      const text = typeof value === "string" ? value.trim() : "";
      if (text) return text;
    }
    return this.variable(variable);
  }

  /** One of `words`. A variable may have it in any case; the schema checks the provider block. */
  choice<W extends string>(name: Name, words: readonly W[], variable: string): W | undefined {
    const text = this.text(name, variable)?.toUpperCase();
    const word = words.find((each) => each === text);
    if (word === undefined && text !== undefined)
      this.badVariable(variable, name, `be ${words.join(" or ")}`);
    return word;
  }

  /** A boolean; a variable may say true, false, 1, 0, yes, no, on or off. */
  bool(name: Name, variable?: string): boolean | undefined {
    const value: unknown = this.config[name];
    if (isUnknown(value)) this.unknown.push(name);
    if (typeof value === "boolean") return value;
    const text = this.variable(variable)?.toLowerCase();
    if (text === undefined) return undefined;
    if (/^(?:true|1|yes|on)$/.test(text)) return true;
    if (/^(?:false|0|no|off)$/.test(text)) return false;
    this.badVariable(variable, name, "be true or false");
    return undefined;
  }

  /** A whole number of at least `minimum`. */
  integer(name: Name, minimum: number, variable?: string): number | undefined {
    const value: unknown = this.config[name];
    if (isUnknown(value)) this.unknown.push(name);
    if (typeof value === "number") return value;
    return this.integerVariable(variable, name, minimum);
  }

  /** A whole number from `minimum` to `maximum` in a variable that gives the argument `name`. */
  integerVariable(
    variable: string | undefined,
    name: Name,
    minimum: number,
    maximum = Number.MAX_SAFE_INTEGER,
  ): number | undefined {
    const text = this.variable(variable);
    if (text === undefined) return undefined;
    const number = Number(text);
    if (Number.isSafeInteger(number) && number >= minimum && number <= maximum) return number;
    const limits =
      maximum === Number.MAX_SAFE_INTEGER ? `of at least ${minimum}` : `between ${minimum} and ${maximum}`;
    this.badVariable(variable, name, `be a whole number ${limits}`);
    return undefined;
  }

  /** The value of a variable that is set and not empty, trimmed. */
  variable(name: string | undefined): string | undefined {
    return (name && this.environment[name]?.trim()) || undefined;
  }

  /** Adds the error for a variable whose value breaks a rule; `rule` completes "must …". The error does not show the value. */
  badVariable(variable: string | undefined, name: Name, rule: string): void {
    this.diagnostics.error(
      `Invalid value for ${name}`,
      `The environment variable ${variable}, which sets ${name}, must ${rule}.`,
      path(name),
    );
  }
}

/**
 * The path of an argument for an error about its value. Undefined if the value may contain a password, which can only stand before an
 * "@": Terraform prints the line of the configuration that a path points at.
 */
export function pathUnlessSecret(name: string, value: string): Path | undefined {
  return value.includes("@") ? undefined : path(name);
}

/** Whether the provider block sets an argument, be its value unknown. An empty text counts as not set. */
export function isSet(value: unknown): boolean {
  return value !== null && value !== "";
}
