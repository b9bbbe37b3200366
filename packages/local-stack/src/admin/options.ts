import { isJsonObject, type JsonObject, type JsonValue } from "../wire/json.ts";
import { AdminError } from "./admin-error.ts";
import type { AdminParts } from "./routes.ts";

/** What can be changed while the stack runs. */
interface Option {
  read(parts: AdminParts): JsonValue;
  /** Applies a value; false when it cannot be. */
  apply(parts: AdminParts, value: JsonValue): boolean;
  /** What a value must be, to end the sentence `"name" must be …`. */
  readonly rule: string;
}

const options: Readonly<Record<string, Option>> = {
  imageSeconds: number(
    0,
    ({ stack }) => stack.durations.imageMs / 1000,
    ({ stack }, value) => {
      stack.durations = { ...stack.durations, imageMs: value * 1000 };
    },
  ),
  deleteSeconds: number(
    0,
    ({ stack }) => stack.durations.deleteMs / 1000,
    ({ stack }, value) => {
      stack.durations = { ...stack.durations, deleteMs: value * 1000 };
    },
  ),
  latencyMs: number(
    0,
    ({ gateway }) => gateway.latencyMs,
    ({ gateway }, value) => {
      gateway.latencyMs = value;
    },
  ),
  rateLimit: orNull(
    ({ rateLimit }) => {
      rateLimit.callsPerSecond = undefined;
    },
    number(
      1,
      ({ rateLimit }) => rateLimit.callsPerSecond ?? null,
      ({ rateLimit }, value) => {
        rateLimit.callsPerSecond = value;
      },
    ),
  ),
  consistencyLagMs: number(
    0,
    ({ stack }) => stack.consistencyLagMs,
    ({ stack }, value) => {
      stack.consistencyLagMs = value;
    },
  ),
  imageQuota: quota("imagesPerRegion"),
  snapshotQuota: quota("snapshotsPerDisk"),
  concurrentSnapshots: quota("concurrentSnapshotsPerDisk"),
  asapi: {
    rule: "true or false",
    read: ({ gateway }) => gateway.asapi,
    apply({ gateway }, value) {
      if (typeof value !== "boolean") return false;
      gateway.asapi = value;
      return true;
    },
  },
  chaos: orNull(
    ({ chaos }) => {
      chaos.seed = undefined;
    },
    {
      rule: "a string",
      read: ({ chaos }) => chaos.seed ?? null,
      apply({ chaos }, value) {
        if (typeof value !== "string") return false;
        chaos.seed = value;
        chaos.restart();
        return true;
      },
    },
  ),
  chaosShare: number(
    0,
    ({ chaos }) => chaos.share,
    ({ chaos }, value) => {
      chaos.share = value;
    },
    1,
  ),
};

/**
 * Changes how the stack behaves from now on. What is left out stays; nothing changes when anything is wrong. Answers all
 * that is in force afterwards.
 */
export function applyAdminOptions(parts: AdminParts, body: JsonValue | undefined): JsonObject {
  if (!isJsonObject(body)) throw new AdminError(400, "The options must be a JSON object.");
  const before = readOptions(parts);
  for (const [name, value] of Object.entries(body)) {
    const option = Object.hasOwn(options, name) ? options[name] : undefined;
    if (option?.apply(parts, value ?? null) === true) continue;
    for (const [other, valueBefore] of Object.entries(before)) {
      if (Object.hasOwn(body, other)) options[other]?.apply(parts, valueBefore ?? null);
    }
    throw new AdminError(
      400,
      option === undefined
        ? `"${name}" is no option; options are ${Object.keys(options).join(", ")}.`
        : `"${name}" must be ${option.rule}.`,
    );
  }
  return readOptions(parts);
}

/** All options and what they are now. */
export function readOptions(parts: AdminParts): JsonObject {
  return Object.fromEntries(Object.entries(options).map(([name, option]) => [name, option.read(parts)]));
}

function number(
  min: number,
  read: (parts: AdminParts) => JsonValue,
  apply: (parts: AdminParts, value: number) => void,
  max = 1_000_000_000,
): Option {
  return {
    rule: max === 1 ? `a number from ${min} to ${max}` : `a number of at least ${min}`,
    read,
    apply(parts, value) {
      if (typeof value !== "number" || !(value >= min && value <= max)) return false;
      apply(parts, value);
      return true;
    },
  };
}

function quota(name: keyof AdminParts["stack"]["quotas"]): Option {
  return number(
    0,
    ({ stack }) => stack.quotas[name],
    ({ stack }, value) => {
      stack.quotas = { ...stack.quotas, [name]: Math.floor(value) };
    },
  );
}

/** The same option, which `null` turns off. */
function orNull(turnOff: (parts: AdminParts) => void, option: Option): Option {
  return {
    ...option,
    rule: `${option.rule}, or null`,
    apply(parts, value) {
      if (value !== null) return option.apply(parts, value);
      turnOff(parts);
      return true;
    },
  };
}
