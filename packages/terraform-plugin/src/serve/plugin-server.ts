import { logger } from "../log/logger.ts";
import { safeText } from "../text/safe-text.ts";
import { createGrpcServer, type GrpcServer, type MethodTable } from "./grpc/server.ts";
import { findMethod, type PluginServices } from "./services.ts";

/** All methods of a plugin: those of its provider and those that every plugin serves. */
export interface LoadedServices {
  readonly services: PluginServices;
  readonly common: MethodTable;
}

/** Where a plugin server gets its methods from. */
export interface PluginServerOptions {
  /** Resolves when the services are there; calls that come earlier wait. Must not reject. */
  readonly loading: Promise<LoadedServices>;
  /** Called when the last connection has closed. */
  readonly onIdle?: () => void;
}

/** Creates the gRPC server of a plugin. It logs defects of handlers and failed connections. */
export function createPluginServer({ loading, onIdle }: PluginServerOptions): GrpcServer {
  const log = logger("serve");
  let loaded: LoadedServices | undefined;
  void loading.then((services) => {
    loaded = services;
  });
  return createGrpcServer({
    find: (path) =>
      loaded === undefined ? loading.then((services) => find(services, path)) : find(loaded, path),
    onHandlerError: (path, error) => {
      log.error("a call failed unexpectedly", { path, error });
      const text = safeText(error instanceof Error ? error.message : String(error));
      return `${path} failed unexpectedly: ${text}. This is a bug in the provider.`;
    },
    onConnectionError: (error) => log.debug("a connection failed", { error: error.message }),
    ...(onIdle === undefined ? {} : { onIdle }),
  });
}

function find({ services, common }: LoadedServices, path: string) {
  return findMethod(services, path) ?? common.get(path);
}
