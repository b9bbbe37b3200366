import { actions } from "../actions/table.ts";
import { LocalStackError } from "../errors/local-stack-error.ts";
import { removeImage } from "../model/image-life.ts";
import { isoSeconds } from "../model/time.ts";
import { isJsonObject, type JsonObject, type JsonValue } from "../wire/json.ts";
import type { AdminParts } from "./admin-parts.ts";
import { readNumbers } from "./numbers.ts";
import { changeOptions, liveOptionNames, readOptions } from "./options.ts";
import { parseFaultRules } from "./parse-fault-rules.ts";
import { findImage, patchImage } from "./patch-image.ts";
import { MAX_OBJECTS, seed } from "./seed.ts";
import { stackState } from "./stack-state.ts";

/** One route of the admin API. */
export interface AdminRoute {
  readonly method: string;
  /** Below `/_local/`; what stands in the place of `ID` is handed to the route. */
  readonly path: string;
  /** An example of the body, for the index and the README; empty where there is none. */
  readonly body: string;
  /** What the route does, for the index and the README. */
  readonly summary: string;
  /** Whether the stack has to be saved afterwards. */
  readonly writes: boolean;
  run(parts: AdminParts, body: JsonValue | undefined, id: string): unknown;
}

/** Every route of the admin API. */
export const adminRoutes: readonly AdminRoute[] = [
  {
    method: "GET",
    path: "",
    body: "",
    summary: "this index: the routes of the admin API and the actions of the stack",
    writes: false,
    run: index,
  },
  {
    method: "GET",
    path: "state",
    body: "",
    summary:
      "`images`, `snapshots`, `instances`, `disks` and `regions`: every object with its `RegionId` and the API's field names, whatever its status, never behind the present",
    writes: false,
    run: ({ stack }) => stackState(stack),
  },
  {
    method: "POST",
    path: "reset",
    body: "",
    summary:
      "back to the start: resources, IDs, clock, options, faults, access keys, client tokens, list of requests",
    writes: true,
    run: (parts) => parts.reset(),
  },
  {
    method: "POST",
    path: "seed",
    body: '{"instances":n,"snapshots":n,"images":n}',
    summary: `adds that many to the first region and returns their IDs; a stack takes seeds up to ${MAX_OBJECTS} instances, snapshots and images in total`,
    writes: true,
    run: ({ stack }, body) => seed(stack, body),
  },
  {
    method: "GET",
    path: "requests",
    body: "",
    summary:
      "the latest 20 000 calls: action, parameters without secrets, status, error code, milliseconds, start, fault",
    writes: false,
    run: ({ requests }) => requests.list(),
  },
  {
    method: "DELETE",
    path: "requests",
    body: "",
    summary: "forgets them",
    writes: false,
    run({ requests }) {
      requests.clear();
      return {};
    },
  },
  {
    method: "POST",
    path: "clock",
    body: '{"advanceMs":n}',
    summary: "moves the stack's time forward at once; what was being made or deleted is done",
    writes: true,
    run: advanceClock,
  },
  {
    method: "GET",
    path: "faults",
    body: "",
    summary: "the fault rules in force",
    writes: false,
    run: ({ faults }) => faults.list(),
  },
  {
    method: "PUT",
    path: "faults",
    body: "[rule, …]",
    summary: "replaces the list of fault rules, see below",
    writes: false,
    run({ faults }, body) {
      faults.replace(parseFaultRules(body));
      return {};
    },
  },
  {
    method: "GET",
    path: "options",
    body: "",
    summary: `the options in force: ${liveOptionNames.map((name) => `\`${name}\``).join(", ")}`,
    writes: false,
    run: readOptions,
  },
  {
    method: "PUT",
    path: "options",
    body: '{"imageSeconds":n}',
    summary: "changes any of these options from now on; null turns `rateLimit` and `chaos` off",
    writes: false,
    run: changeOptions,
  },
  {
    method: "PUT",
    path: "images/ID",
    body: '{"Status":"CreateFailed"}',
    summary:
      "changes any stored field of an image as nobody could through the API, tags of the system included; a new Status also ends the creation or deletion in progress",
    writes: true,
    run({ stack }, body, id) {
      if (!isJsonObject(body))
        throw new LocalStackError("InvalidRequest", "The change must be a JSON object.");
      return patchImage(stack, id, body);
    },
  },
  {
    method: "DELETE",
    path: "images/ID",
    body: "",
    summary: "removes the image at once",
    writes: true,
    run({ stack }, _body, id) {
      removeImage(stack, findImage(stack, id));
      return {};
    },
  },
  {
    method: "PUT",
    path: "access-keys/ID",
    body: '{"Status":"Inactive"}',
    summary: "refuses requests signed with the key until it is `Active` again",
    writes: false,
    run: changeAccessKey,
  },
  {
    method: "GET",
    path: "usage",
    body: "",
    summary: "`memoryBytes`, `heapBytes` and `cpuMs` of the process",
    writes: false,
    run() {
      const { rss, heapUsed } = process.memoryUsage();
      const { user, system } = process.cpuUsage();
      return { memoryBytes: rss, heapBytes: heapUsed, cpuMs: (user + system) / 1000 };
    },
  },
];

function index(): JsonObject {
  return {
    routes: adminRoutes.map(({ method, path, body, summary }) => ({
      method,
      path: `/_local/${path}`,
      ...(body !== "" && { body }),
      summary,
    })),
    actions: actions.map((action) => action.name),
  };
}

function advanceClock({ stack }: AdminParts, body: JsonValue | undefined): JsonObject {
  const { advanceMs } = readNumbers(body, { advanceMs: Number.MAX_SAFE_INTEGER });
  if (advanceMs === undefined) throw new LocalStackError("InvalidRequest", '"advanceMs" is missing.');
  const now = new Date(stack.clock.nowMs() + advanceMs);
  if (Number.isNaN(now.getTime()) || now.getUTCFullYear() > 9999) {
    throw new LocalStackError("InvalidRequest", '"advanceMs" leads beyond the year 9999.');
  }
  stack.clock.advance(advanceMs);
  return { now: isoSeconds(stack.clock.nowMs()) };
}

function changeAccessKey({ accessKeys }: AdminParts, body: JsonValue | undefined, id: string): JsonObject {
  const status = isJsonObject(body) ? body.Status : undefined;
  if (status !== "Active" && status !== "Inactive") {
    throw new LocalStackError("InvalidRequest", '"Status" must be "Active" or "Inactive".');
  }
  if (accessKeys.find(id) === undefined)
    throw new LocalStackError("NotFound", "There is no such access key.");
  accessKeys.setActive(id, status === "Active");
  return { Status: status };
}
