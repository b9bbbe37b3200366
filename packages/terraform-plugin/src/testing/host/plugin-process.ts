import { type ChildProcess, spawn } from "node:child_process";
import { X509Certificate } from "node:crypto";
import { once } from "node:events";
import { rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname } from "node:path";
import { type Certificate, createCertificate } from "../../serve/certificate.ts";
import type { PluginAddress } from "../../serve/handshake.ts";

/** The certificate of a host, made as go-plugin makes it: P-521. */
export const hostCertificate: Certificate = createCertificate({ curve: "P-521", usage: "client" });

/** The variables a host sets. Overriding one with undefined leaves it out. */
export function hostEnvironment(overrides: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  return {
    PATH: process.env.PATH,
    TF_PLUGIN_MAGIC_COOKIE: "d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2",
    PLUGIN_PROTOCOL_VERSIONS: "6,5",
    PLUGIN_MIN_PORT: "10000",
    PLUGIN_MAX_PORT: "25000",
    PLUGIN_CLIENT_CERT: hostCertificate.certificatePem,
    ...overrides,
  };
}

/** A plugin that runs as a process of its own, and where it listens; the address is empty when it ended before it listened. */
export interface PluginProcess extends PluginAddress {
  readonly child: ChildProcess;
  /** The first line it printed, without line break; empty when it ended before. */
  readonly handshake: string;
  /** The certificate it announced, as PEM; empty when it announced none. */
  readonly certificatePem: string;
  stdout(): string;
  stderr(): string;
  /** Resolves with exit code or signal once the process has ended. */
  readonly ended: Promise<number | NodeJS.Signals | null>;
}

/**
 * Starts an executable as a host starts a plugin, and waits for its first line or its end.
 * `environment` is the whole environment of the process.
 */
export function startPlugin(
  command: string,
  args: readonly string[] = [],
  environment: NodeJS.ProcessEnv = hostEnvironment(),
): Promise<PluginProcess> {
  return watchPlugin(spawn(command, args, { env: environment, stdio: ["ignore", "pipe", "pipe"] }));
}

/** Follows a plugin that was started some other way with its output piped. */
export async function watchPlugin(child: ChildProcess): Promise<PluginProcess> {
  let stdout = "";
  let stderr = "";
  child.stdout?.on("data", (chunk) => {
    stdout += String(chunk);
  });
  child.stderr?.on("data", (chunk) => {
    stderr += String(chunk);
  });
  const ended = once(child, "close").then(([code, signal]) => code ?? signal);
  while (!stdout.includes("\n") && child.exitCode === null && child.signalCode === null) {
    await Promise.race([ended, child.stdout === null ? ended : once(child.stdout, "data")]);
  }
  const [handshake = ""] = stdout.split("\n", 1);
  const [, , network, address = "", , certificate = ""] = handshake.split("|");
  return {
    child,
    handshake,
    network: network === "tcp" ? "tcp" : "unix",
    address,
    certificatePem:
      certificate === "" ? "" : new X509Certificate(Buffer.from(certificate, "base64")).toString(),
    stdout: () => stdout,
    stderr: () => stderr,
    ended,
  };
}

/** Ends a plugin the hard way, for the end of a test. */
export async function killPlugin(plugin: PluginProcess): Promise<void> {
  plugin.child.kill("SIGKILL");
  await plugin.ended;
  if (plugin.address.startsWith(tmpdir())) rmSync(dirname(plugin.address), { recursive: true, force: true });
}
