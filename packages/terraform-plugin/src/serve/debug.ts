import { configureLog } from "../log/logger.ts";
import { providerType, sourceAddresses } from "../source-address.ts";
import { createAcceptor } from "./acceptor.ts";
import type { ProtocolVersion } from "./handshake.ts";
import { listen } from "./listener.ts";
import { pluginMethods } from "./plugin-methods.ts";
import { type PluginServices, servedVersions } from "./services.ts";

/** A server that hosts reattach to, in this process. */
export interface RunningServer {
  readonly network: "unix" | "tcp";
  /** The path of the socket, or host and port. */
  readonly address: string;
  /** The value of TF_REATTACH_PROVIDERS that makes Terraform or OpenTofu use this server. */
  readonly reattachProviders: string;
  /** Drops all connections and stops listening. */
  close(): void;
}

/**
 * Serves without TLS for hosts that use this process because of TF_REATTACH_PROVIDERS, instead of starting one. Any number of hosts may
 * connect; none of them ends the server. `protocol` is the version for hosts to speak, by default the newest one served. Rejects if the
 * services lack that version.
 * Source: Terraform, internal/getproviders/reattach.
 */
export async function startServer(
  services: PluginServices,
  { protocol }: { readonly protocol?: ProtocolVersion } = {},
): Promise<RunningServer> {
  const versions = servedVersions(services);
  const version = protocol ?? versions[0];
  if (version === undefined || !versions.includes(version)) {
    throw new RangeError(`${services.name} does not serve protocol ${version ?? "5 or 6"}`);
  }
  const common = pluginMethods(() => {});
  const acceptor = createAcceptor({
    certificates: undefined,
    loading: Promise.resolve({ services, common }),
  });
  const listener = await listen(acceptor.accept, { environment: process.env, platform: process.platform });
  const { network, address } = listener;
  const reattach = {
    Protocol: "grpc",
    ProtocolVersion: version,
    Pid: process.pid,
    // With true the host leaves the process alone when it is done.
    Test: true,
    Addr: { Network: network, String: address },
  };
  return {
    network,
    address,
    reattachProviders: JSON.stringify(
      Object.fromEntries(sourceAddresses(services.name).map((address) => [address, reattach])),
    ),
    close: () => {
      acceptor.close();
      listener.close();
    },
  };
}

/** Runs this process as a server to reattach to, until Ctrl-C or SIGTERM, and prints how to use it. */
export async function serveDebug(services: PluginServices): Promise<void> {
  configureLog({ provider: providerType(services.name) });
  const server = await startServer(services);
  process.on("exit", () => {
    server.close();
    services.onShutdown?.();
  });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => process.exit(0));
  process.stdout.write(usage(server.reattachProviders));
}

function usage(reattachProviders: string): string {
  return `The provider is running (process ${process.pid}). To use it, set this variable where you run terraform or tofu:

TF_REATTACH_PROVIDERS='${reattachProviders}'

It serves any number of runs. End it with Ctrl-C.
`;
}
