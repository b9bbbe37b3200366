import type { ErrorName } from "../../errors/error-table.ts";
import { must, type NamedRule } from "./rule.ts";

const NAME = /^[A-Za-z\p{Script=Han}][A-Za-z\p{Script=Han}0-9:_.-]*$/u;

/**
 * The rule of image names and image families: 2 to 128 characters, first a letter or a Chinese character, then also
 * digits and `:_-.`, never starting with `aliyun` or `acs:`. The characters rule out `http://`. Source: "ECS API
 * reference, CreateImage".
 */
export function imageName(error: ErrorName): NamedRule<string> {
  return must(error, (value) => isLong(value, 2, 128) && NAME.test(value) && !/^(aliyun|acs:)/.test(value));
}

/** The rule of descriptions: 2 to 256 characters, not starting with `http://` or `https://`. */
export function description(error: ErrorName): NamedRule<string> {
  return must(error, (value) => isLong(value, 2, 256) && !startsWithUrl(value));
}

/** The rule of image versions: 1 to 40 characters. */
export const imageVersion: NamedRule<string> = must("imageVersionMalformed", (value) => isLong(value, 1, 40));

/**
 * The rule of snapshot names: 2 to 128 characters, first a letter of any script, then also digits and `:_.-`, not
 * starting with `auto`. Source: "ECS API reference, CreateSnapshot".
 */
export const snapshotName: NamedRule<string> = must(
  "snapshotNameMalformed",
  (value) => isLong(value, 2, 128) && /^\p{L}[\p{L}\p{Nd}:_.-]*$/u.test(value) && !value.startsWith("auto"),
);

/** The rule of instance names: 2 to 128 characters, first a letter, not starting with `http://` or `https://`. */
export const instanceName: NamedRule<string> = must(
  "instanceNameMalformed",
  (value) => isLong(value, 2, 128) && /^\p{L}/u.test(value) && !startsWithUrl(value),
);

/** Whether the text has that many characters; one outside the basic plane counts once. */
export function isLong(value: string, min: number, max: number): boolean {
  const length = value.length > max * 2 ? value.length : [...value].length;
  return length >= min && length <= max;
}

/** Whether the text starts like a web address. */
function startsWithUrl(value: string): boolean {
  return /^https?:\/\//.test(value);
}
