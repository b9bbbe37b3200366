import type { Parameter } from "../signature/parameter.ts";

/** A request parameter as callers write it: a scalar, a list, or a structure of these. */
export type ParameterValue =
  | string
  | number
  | boolean
  | null
  | undefined
  | readonly ParameterValue[]
  | { readonly [name: string]: ParameterValue };

/**
 * Flattens structured parameters the way RPC-style APIs of Alibaba Cloud expect them: lists become `Name.1`, `Name.2`,
 * structures `Name.Field`, lists of structures `Name.1.Field`. Null and undefined are left out, empty strings are kept.
 */
export function flattenParameters(parameters: { readonly [name: string]: ParameterValue }): Parameter[] {
  const flat: Parameter[] = [];
  for (const [name, value] of Object.entries(parameters)) append(flat, name, value);
  return flat;
}

function append(flat: Parameter[], name: string, value: ParameterValue): void {
  if (value === null || value === undefined) return;
  if (typeof value !== "object") {
    flat.push([name, String(value)]);
    return;
  }
  const entries: Iterable<[number | string, ParameterValue]> = Array.isArray(value)
    ? value.map((item: ParameterValue, index): [number, ParameterValue] => [index + 1, item])
    : Object.entries(value);
  for (const [key, item] of entries) append(flat, `${name}.${key}`, item);
}
