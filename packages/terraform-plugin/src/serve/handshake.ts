import type { Environment } from "../environment.ts";
import { certificateFromPem } from "./certificate.ts";
import { StartError } from "./start-error.ts";

/** A major version of the provider protocol. */
export type ProtocolVersion = 5 | 6;

/** What the host requests when it starts the plugin. */
export interface HostRequest {
  readonly protocolVersion: ProtocolVersion;
  /** The certificate the host will connect with, as DER; undefined when it wants a connection without TLS. */
  readonly clientCertificate: Buffer | undefined;
  /** Whether the host expects a seventh field, which says if broker connections can share one socket. */
  readonly asksForMultiplexing: boolean;
}

/** Where the plugin listens. */
export interface PluginAddress {
  readonly network: "unix" | "tcp";
  readonly address: string;
}

/** Version of the handshake itself. */
const CORE_PROTOCOL_VERSION = 1;

const COOKIE_VARIABLE = "TF_PLUGIN_MAGIC_COOKIE";

/** Not a secret: it only shows that Terraform or OpenTofu started the process, and not a person. Source: Terraform, internal/plugin. */
const COOKIE = "d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2";

/**
 * Reads the host's request from the environment. Returns undefined when a person started this process and not a host.
 * Source: go-plugin, server side of the handshake.
 *
 * @throws StartError `client_certificate`: serving without TLS instead would drop the protection that the host requested
 */
export function readHostRequest(
  environment: Environment,
  served: readonly ProtocolVersion[],
): HostRequest | undefined {
  if (environment[COOKIE_VARIABLE] !== COOKIE) return undefined;
  return {
    protocolVersion: chooseVersion(environment.PLUGIN_PROTOCOL_VERSIONS ?? "", served),
    clientCertificate: readClientCertificate(environment.PLUGIN_CLIENT_CERT ?? ""),
    asksForMultiplexing: (environment.PLUGIN_MULTIPLEX_GRPC ?? "") !== "",
  };
}

/**
 * Picks the highest version both sides know; the host lists its versions in no order. When there is none it is the
 * lowest served version, so that the host can explain the mismatch to its user.
 */
function chooseVersion(offered: string, served: readonly ProtocolVersion[]): ProtocolVersion {
  const offers = new Set(offered.split(",").map((version) => version.trim()));
  const ascending = [...served].sort((a, b) => a - b);
  const common = ascending.filter((version) => offers.has(String(version)));
  return common.at(-1) ?? ascending[0] ?? 6;
}

function readClientCertificate(pem: string): Buffer | undefined {
  if (pem === "") return undefined;
  const certificate = certificateFromPem(pem);
  if (certificate === undefined) {
    throw new StartError(
      "client_certificate",
      "The provider cannot start because PLUGIN_CLIENT_CERT, which its host set, holds no PEM certificate: install the host (terraform or tofu) again.",
    );
  }
  return certificate;
}

/**
 * Writes the handshake line, which says where to connect. The certificate is base64 without padding: with padding Go's decoder
 * refuses it. The seventh field is false, because true would promise to speak yamux on the socket.
 */
export function handshakeLine(
  request: HostRequest,
  { network, address }: PluginAddress,
  serverCertificate: Uint8Array | undefined,
): string {
  const certificate = Buffer.from(serverCertificate ?? [])
    .toString("base64")
    .replace(/=+$/, "");
  const fields = [CORE_PROTOCOL_VERSION, request.protocolVersion, network, address, "grpc", certificate];
  return `${fields.join("|")}${request.asksForMultiplexing ? "|false" : ""}\n`;
}
