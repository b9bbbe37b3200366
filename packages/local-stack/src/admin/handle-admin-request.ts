import { LocalStackError } from "../errors/local-stack-error.ts";
import type { JsonValue } from "../wire/json.ts";
import type { AdminParts } from "./admin-parts.ts";
import { type AdminRoute, adminRoutes } from "./routes.ts";

/** A request to the admin API. */
export interface AdminRequest {
  readonly method: string;
  /** What follows `/_local/`. */
  readonly path: string;
  readonly body: string | "too large";
}

/** The HTTP status of a response, and what is sent as JSON. */
export interface AdminResponse {
  readonly status: number;
  readonly value: unknown;
}

/**
 * Handles a request to the admin API. Never rejects: a mistake in the request is a response with `error`; a
 * defect of the stack is reported, and the response has status 500.
 */
export async function handleAdminRequest(parts: AdminParts, request: AdminRequest): Promise<AdminResponse> {
  try {
    return { status: 200, value: await runRoute(parts, request) };
  } catch (error) {
    if (error instanceof LocalStackError) return adminErrorResponse(error);
    parts.reportBug(error);
    const failed = new LocalStackError("InternalError", "The request failed; the stack's log says why.");
    return adminErrorResponse(failed);
  }
}

/** The response to a request that is refused. */
export function adminErrorResponse(error: LocalStackError): AdminResponse {
  return { status: error.status, value: { error: error.message } };
}

async function runRoute(parts: AdminParts, { method, path, body }: AdminRequest): Promise<unknown> {
  if (body === "too large") throw new LocalStackError("BodyTooLarge", "The body is larger than 1 MiB.");
  const atPath = adminRoutes.filter((route) => patternOf(route).test(path));
  if (atPath.length === 0) {
    throw new LocalStackError(
      "NotFound",
      `There is nothing at /_local/${path}. GET /_local/ lists the routes.`,
    );
  }
  const route = atPath.find((candidate) => candidate.method === method);
  if (route === undefined) {
    const methods = atPath.map((candidate) => candidate.method).join(" or ");
    throw new LocalStackError("MethodNotAllowed", `/_local/${path} takes ${methods}, not ${method}.`);
  }
  parts.stack.processDueEvents();
  const result = route.run(parts, parseBody(body), patternOf(route).exec(path)?.[1] ?? "");
  if (route.writes) await parts.save();
  return result;
}

function patternOf({ path }: AdminRoute): RegExp {
  return new RegExp(`^${path.replace("ID", "([^/]+)")}$`);
}

function parseBody(text: string): JsonValue | undefined {
  if (text === "") return undefined;
  try {
    const value: JsonValue = JSON.parse(text);
    return value;
  } catch {
    throw new LocalStackError("InvalidRequest", "The body is not JSON.");
  }
}
