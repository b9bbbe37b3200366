import { type Diagnostics, isUnknown, path } from "terraform-plugin";
import type { ProviderConfig } from "./schema.ts";

/** Environment variables by name. */
export type Environment = Readonly<Record<string, string | undefined>>;

type Name = keyof ProviderConfig & string;

/**
 * Reads arguments of the provider block: what the user wrote, else an environment variable, else nothing. Empty texts count as not given,
 * as in aliyun/alibabacloudstack. Arguments that are not known yet are noted in `unknown`.
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

  /** A text, trimmed; of several names, an old one after its replacement, the first that is given. */
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

  /** One of some words, in any case, from a variable; the configuration is checked by its schema. */
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
    const text = this.variable(variable);
    if (text === undefined) return undefined;
    const number = Number(text);
    if (Number.isSafeInteger(number) && number >= minimum) return number;
    this.badVariable(variable, name, `be a whole number of at least ${minimum}`);
    return undefined;
  }

  /** A variable that is set and not empty, trimmed. */
  variable(name: string | undefined): string | undefined {
    return (name && this.environment[name]?.trim()) || undefined;
  }

  /** Adds the error for a variable whose value breaks a rule; `rule` completes "must …". The value is not shown. */
  badVariable(variable: string | undefined, name: string, rule: string): void {
    this.diagnostics.error(
      `Invalid value for ${name}`,
      `The environment variable ${variable}, which gives ${name}, must ${rule}.`,
      path(name),
    );
  }
}
