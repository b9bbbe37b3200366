import type { LogFields } from "./log-line.ts";
import { isLogOn, logger } from "./logger.ts";
import { inRequest } from "./request-context.ts";

/** One RPC of the host. */
export interface LoggedRequest {
  /** The path of the method, such as `/tfplugin6.Provider/ReadResource`. */
  readonly path: string;
  /** The decoded message: the type of the resource or data source is taken from it. */
  readonly message: object;
}

const log = logger("rpc");

/** The severities of a Diagnostic in the protocol's messages. */
const ERROR = 1;
const WARNING = 2;

/**
 * Handles a request and logs it at trace: RPC, type, duration, numbers of errors and warnings. All lines that are logged in its course
 * carry its ID, RPC and type. The names of the fields are those that providers in Go log (terraform-plugin-go). Costs nothing while no
 * log is written.
 */
export function logRequest<Response extends object>(
  request: LoggedRequest,
  handle: () => Response | Promise<Response>,
): Response | Promise<Response> {
  if (!isLogOn()) return handle();
  return inRequest(fieldsOf(request), async () => {
    const startMs = performance.now();
    try {
      const response = await handle();
      const diagnostics = diagnosticsOf(response);
      log.trace("Served request", {
        tf_req_duration_ms: millisecondsSince(startMs),
        diagnostic_error_count: count(diagnostics, ERROR),
        diagnostic_warning_count: count(diagnostics, WARNING),
      });
      return response;
    } catch (error) {
      log.trace("Request failed", { tf_req_duration_ms: millisecondsSince(startMs), error });
      throw error;
    }
  });
}

function fieldsOf({ path, message }: LoggedRequest): LogFields {
  const [, service = "", rpc = ""] = path.split("/");
  const type = textIn(message, "typeName") ?? textIn(message, "targetTypeName");
  const typeField = rpc.includes("Data") ? "tf_data_source_type" : "tf_resource_type";
  return {
    tf_req_id: crypto.randomUUID(),
    tf_rpc: rpc,
    tf_proto_version: /\d+/.exec(service)?.[0],
    ...(type !== undefined && { [typeField]: type }),
  };
}

function textIn(message: object, member: string): string | undefined {
  const value: unknown = Reflect.get(message, member);
  return typeof value === "string" ? value : undefined;
}

function diagnosticsOf(response: object): readonly unknown[] {
  const diagnostics: unknown = Reflect.get(response, "diagnostics");
  return Array.isArray(diagnostics) ? diagnostics : [];
}

function count(diagnostics: readonly unknown[], severity: number): number {
  return diagnostics.filter(
    (each) => typeof each === "object" && each !== null && Reflect.get(each, "severity") === severity,
  ).length;
}

function millisecondsSince(startMs: number): number {
  return Math.round((performance.now() - startMs) * 10) / 10;
}
