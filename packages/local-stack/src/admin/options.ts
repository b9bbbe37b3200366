import { isJsonObject, type JsonObject, type JsonValue } from "../json.ts";
import { AdminError } from "./admin-error.ts";
import type { AdminParts } from "./routes.ts";

const NAMES = ["imageSeconds", "deleteSeconds", "latencyMs", "rateLimit"];

/**
 * Changes how the stack behaves from now on: `imageSeconds`, `deleteSeconds`, `latencyMs`, `rateLimit` (null: no limit).
 * What is left out stays. Answers what is in force afterwards.
 */
export function applyAdminOptions(parts: AdminParts, body: JsonValue | undefined): JsonObject {
  const { stack, gateway, rateLimit } = parts;
  if (!isJsonObject(body)) throw new AdminError(400, "The options must be a JSON object.");
  const unknown = Object.keys(body).find((name) => !NAMES.includes(name));
  if (unknown !== undefined) {
    throw new AdminError(400, `"${unknown}" is no option; options are ${NAMES.join(", ")}.`);
  }
  const imageSeconds = readNumber(body, "imageSeconds", 0);
  const deleteSeconds = readNumber(body, "deleteSeconds", 0);
  const latencyMs = readNumber(body, "latencyMs", 0);
  const callsPerSecond = body.rateLimit === null ? undefined : readNumber(body, "rateLimit", 1);
  stack.durations = {
    imageMs: imageSeconds === undefined ? stack.durations.imageMs : imageSeconds * 1000,
    deleteMs: deleteSeconds === undefined ? stack.durations.deleteMs : deleteSeconds * 1000,
  };
  gateway.latencyMs = latencyMs ?? gateway.latencyMs;
  if (body.rateLimit !== undefined) rateLimit.callsPerSecond = callsPerSecond;
  return {
    imageSeconds: stack.durations.imageMs / 1000,
    deleteSeconds: stack.durations.deleteMs / 1000,
    latencyMs: gateway.latencyMs,
    rateLimit: rateLimit.callsPerSecond ?? null,
  };
}

function readNumber(body: JsonObject, name: string, min: number): number | undefined {
  const value = body[name];
  if (value === undefined) return undefined;
  if (typeof value !== "number" || value < min || value > 1_000_000_000) {
    throw new AdminError(400, `"${name}" must be a number of at least ${min}.`);
  }
  return value;
}
