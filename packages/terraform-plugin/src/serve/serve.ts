import type { Environment } from "../environment.ts";
import { configureLog, logger } from "../log/logger.ts";
import { writeStderr } from "../log/stderr.ts";
import { providerType } from "../source-address.ts";
import { createAcceptor } from "./acceptor.ts";
import { createCertificate } from "./certificate.ts";
import { redirectConsole } from "./console.ts";
import { closeDebugger } from "./debugger.ts";
import { writeFirstLine } from "./first-line.ts";
import { type HostRequest, handshakeLine, type ProtocolVersion, readHostRequest } from "./handshake.ts";
import { crash, handleSignals, reportCrashes, watchParent } from "./lifetime.ts";
import { listen } from "./listener.ts";
import type { LoadedServices } from "./plugin-server.ts";
import { type PluginServices, servedVersions } from "./services.ts";
import { StartError } from "./start-error.ts";
import { startedByHandText } from "./started-by-hand.ts";

export type { PluginServices } from "./services.ts";

/** How to serve; every option has a default that is right for a provider's executable. */
export interface ServeOptions {
  /** The command line, without the program; `--debug` starts a server to reattach to. */
  readonly args?: readonly string[];
  readonly environment?: Environment;
  /** The protocol versions that `load` will return, needed before it is called. Both by default. */
  readonly protocolVersions?: readonly ProtocolVersion[];
}

/** Gives the services; usually imports the provider. */
export type LoadServices = () => PluginServices | Promise<PluginServices>;

const ALL_VERSIONS: readonly ProtocolVersion[] = [5, 6];

/**
 * Runs this process as a provider plugin of Terraform or OpenTofu: writes the handshake line, serves the host until it requests a
 * shutdown, and ends the process. Resolves after the handshake line.
 *
 * `load` is called right after that line, while the host connects; what it imports does not delay the handshake. If it fails, the process
 * ends with a report that the host shows to its user. A process that a person started, and not a host, explains itself and ends with exit
 * code 1; with `--debug` it waits for hosts to reattach.
 */
export async function servePlugin(load: LoadServices, options: ServeOptions = {}): Promise<void> {
  const environment = options.environment ?? process.env;
  const args = options.args ?? process.argv.slice(2);
  if (args.includes("--debug") || args.includes("-debug")) return serveByHand(load);
  reportCrashes();
  const request = readHostRequest(environment, options.protocolVersions ?? ALL_VERSIONS);
  if (request === undefined) return explainStart(load);
  closeDebugger(environment);
  handleSignals();
  configureLog({ environment });
  await serveHost(load, request, environment);
}

async function serveByHand(load: LoadServices): Promise<void> {
  const { serveDebug } = await import("./debug.ts");
  try {
    await serveDebug(await load());
  } catch (error) {
    if (!(error instanceof StartError)) throw error;
    writeStderr(`${error.message}\n`);
    process.exit(1);
  }
}

/** The only case in which it does not matter that a whole provider is loaded for its name. */
async function explainStart(load: LoadServices): Promise<never> {
  const services = await Promise.resolve()
    .then(load)
    .catch(() => undefined);
  writeStderr(startedByHandText(services?.name));
  process.exit(1);
}

async function serveHost(load: LoadServices, request: HostRequest, environment: Environment): Promise<void> {
  const client = request.clientCertificate;
  const certificates =
    client === undefined
      ? undefined
      : { client, server: createCertificate({ curve: "P-256", usage: "server" }) };
  const loading = lazily(() => loadServices(load, request.protocolVersion));
  const parent = watchParent(() => {
    logger("serve").warn("the host ended without stopping this plugin; ending");
    process.exit(1);
  });
  const acceptor = lazily(() => createAcceptor({ certificates, loading: loading(), onIdle: parent.check }));

  const listener = await listen((socket) => acceptor().accept(socket), {
    environment,
    platform: process.platform,
  });
  process.on("exit", () => listener.close());

  writeFirstLine(handshakeLine(request, listener, certificates?.server.certificateDer));
  redirectConsole();
  // The host is reading the line and connecting now, on another processor: the time to load the rest.
  acceptor();
}

/** Loads everything that is served. A failure is the end: a host that finds no services can only report confusing errors. */
async function loadServices(load: LoadServices, announced: ProtocolVersion): Promise<LoadedServices> {
  try {
    // The connection comes first: while the host checks our certificate there is time for the rest.
    await new Promise((resolve) => setImmediate(resolve));
    const [services, { pluginMethods }] = await Promise.all([load(), import("./plugin-methods.ts")]);
    if (!servedVersions(services).includes(announced)) {
      throw new Error(
        `${services.name} does not serve protocol ${announced}, set the option protocolVersions`,
      );
    }
    configureLog({ provider: providerType(services.name) });
    process.on("exit", () => services.onShutdown?.());
    return { services, common: pluginMethods(() => process.exit(0)) };
  } catch (error) {
    return crash(error);
  }
}

/** Makes a value on first use. */
function lazily<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
