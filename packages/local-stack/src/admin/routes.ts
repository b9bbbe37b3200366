import type { Chaos } from "../faults/chaos.ts";
import { type Faults, parseFaultRules } from "../faults/fault-rules.ts";
import type { Gateway } from "../http/gateway.ts";
import type { RateLimit } from "../http/rate-limit.ts";
import { removeImage } from "../model/image-life.ts";
import type { SeededIds } from "../model/seed.ts";
import { addSeeds } from "../model/seed.ts";
import type { Stack } from "../model/stack.ts";
import { isoSeconds } from "../model/time.ts";
import type { AccessKeys } from "../wire/access-keys.ts";
import { isJsonObject, type JsonObject, type JsonValue } from "../wire/json.ts";
import { AdminError } from "./admin-error.ts";
import { readNumbers } from "./numbers.ts";
import { applyAdminOptions, readOptions } from "./options.ts";
import { patchImage } from "./patch-image.ts";
import type { RequestLog } from "./request-log.ts";
import { stackState } from "./stack-state.ts";

/** What the administration of a stack reaches. */
export interface AdminParts {
  readonly stack: Stack;
  readonly faults: Faults;
  readonly chaos: Chaos;
  readonly accessKeys: AccessKeys;
  readonly requests: RequestLog;
  readonly gateway: Gateway;
  readonly rateLimit: RateLimit;
  /** Brings everything back to how the stack was started, and gives the IDs it starts with. */
  reset(): SeededIds;
  /** Makes what was just changed survive the process. */
  save(): Promise<void>;
  /** Told of every mistake of the stack itself. */
  reportBug(error: unknown): void;
}

/** One address of the administration. */
interface Route {
  readonly method: string;
  /** Below `/_local/`; what stands in the place of `ID` is handed to the route. */
  readonly path: string;
  /** Whether the stack has to be saved afterwards. */
  readonly writes: boolean;
  run(parts: AdminParts, body: JsonValue | undefined, id: string): unknown;
}

/** Every address of the administration. */
export const adminRoutes: readonly Route[] = [
  { method: "GET", path: "state", writes: false, run: ({ stack }) => stackState(stack) },
  { method: "POST", path: "reset", writes: true, run: (parts) => parts.reset() },
  {
    method: "POST",
    path: "seed",
    writes: true,
    run({ stack }, body) {
      const counts = readNumbers(body, { instances: 100_000, snapshots: 100_000, images: 100_000 });
      const { instances = 0, snapshots = 0, images = 0 } = counts;
      return addSeeds(stack, { instances, snapshots, images });
    },
  },
  { method: "GET", path: "requests", writes: false, run: ({ requests }) => requests.list() },
  {
    method: "DELETE",
    path: "requests",
    writes: false,
    run({ requests }) {
      requests.clear();
      return {};
    },
  },
  {
    method: "PUT",
    path: "faults",
    writes: false,
    run({ faults }, body) {
      faults.replace(readFaults(body));
      return {};
    },
  },
  {
    method: "POST",
    path: "clock",
    writes: true,
    run({ stack }, body) {
      const { advanceMs } = readNumbers(body, { advanceMs: Number.MAX_SAFE_INTEGER });
      if (advanceMs === undefined) throw new AdminError(400, '"advanceMs" is missing.');
      const now = new Date(stack.clock.nowMs() + advanceMs);
      if (Number.isNaN(now.getTime()) || now.getUTCFullYear() > 9999) {
        throw new AdminError(400, '"advanceMs" leads beyond the year 9999.');
      }
      stack.clock.advance(advanceMs);
      return { now: isoSeconds(stack.clock.nowMs()) };
    },
  },
  { method: "GET", path: "options", writes: false, run: readOptions },
  { method: "PUT", path: "options", writes: false, run: applyAdminOptions },
  { method: "PUT", path: "access-keys/ID", writes: false, run: changeAccessKey },
  {
    method: "GET",
    path: "usage",
    writes: false,
    run() {
      const { rss, heapUsed } = process.memoryUsage();
      const { user, system } = process.cpuUsage();
      return { memoryBytes: rss, heapBytes: heapUsed, cpuMs: (user + system) / 1000 };
    },
  },
  {
    method: "PUT",
    path: "images/ID",
    writes: true,
    run({ stack }, body, id) {
      if (!isJsonObject(body)) throw new AdminError(400, "The change must be a JSON object.");
      return patchImage(stack, id, body);
    },
  },
  {
    method: "DELETE",
    path: "images/ID",
    writes: true,
    run({ stack }, _body, id) {
      const image = stack.images.get(id);
      if (image === undefined) throw new AdminError(404, `There is no image ${id}.`);
      removeImage(stack, image);
      return {};
    },
  },
];

/**
 * Answers a request to the administration: HTTP status and what is to be sent as JSON. `path` is what follows `/_local/`,
 * `text` the body. Never rejects: mistakes of the stack itself are reported and answered with status 500.
 */
export async function answerAdmin(
  parts: AdminParts,
  method: string,
  path: string,
  text: string | "too large",
): Promise<{ readonly status: number; readonly value: unknown }> {
  try {
    if (text === "too large") throw new AdminError(413, "The body is too large.");
    return { status: 200, value: await administer(parts, method, path, text) };
  } catch (error) {
    if (error instanceof AdminError) return { status: error.status, value: { error: error.message } };
    parts.reportBug(error);
    return { status: 500, value: { error: "The request failed; the stack's log says why." } };
  }
}

async function administer(parts: AdminParts, method: string, path: string, text: string): Promise<unknown> {
  const there = adminRoutes.filter((route) => patternOf(route).test(path));
  if (there.length === 0) throw new AdminError(404, `There is nothing at /_local/${path}.`);
  const route = there.find((candidate) => candidate.method === method);
  if (route === undefined) {
    const methods = there.map((candidate) => candidate.method).join(" or ");
    throw new AdminError(405, `/_local/${path} takes ${methods}.`);
  }
  parts.stack.settle();
  const result = route.run(parts, parseBody(text), patternOf(route).exec(path)?.[1] ?? "");
  if (route.writes) await parts.save();
  return result;
}

function patternOf({ path }: Route): RegExp {
  return new RegExp(`^${path.replace("ID", "([^/]+)")}$`);
}

function changeAccessKey({ accessKeys }: AdminParts, body: JsonValue | undefined, id: string): JsonObject {
  const status = isJsonObject(body) ? body.Status : undefined;
  if (status !== "Active" && status !== "Inactive") {
    throw new AdminError(400, '"Status" must be "Active" or "Inactive".');
  }
  if (accessKeys.find(id) === undefined) throw new AdminError(404, "There is no such access key.");
  accessKeys.setActive(id, status === "Active");
  return { Status: status };
}

function parseBody(text: string): JsonValue | undefined {
  if (text === "") return undefined;
  try {
    const value: JsonValue = JSON.parse(text);
    return value;
  } catch {
    throw new AdminError(400, "The body is not JSON.");
  }
}

function readFaults(body: JsonValue | undefined) {
  try {
    return parseFaultRules(body);
  } catch (error) {
    throw new AdminError(400, error instanceof Error ? error.message : String(error));
  }
}
