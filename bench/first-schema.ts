import { connectHost, hostEnvironment, killPlugin, startPlugin } from "terraform-plugin/testing";
import { memoryMb } from "./child-processes.mjs";

/** How long a provider takes until its host has the schema, and the memory that it uses then. */
export interface FirstSchema {
  /** From the start of the process to the answer to GetProviderSchema, with the TLS handshake between them. */
  readonly ms: number;
  /** Resident memory after the answer, in MB; undefined where the system does not tell. */
  readonly memoryMb: number | undefined;
}

/** Starts a provider, with its socket below `folder`, and asks it for its schema. */
export async function measureFirstSchema(command: string, folder: string): Promise<FirstSchema> {
  const environment = hostEnvironment({ TMPDIR: folder });
  const startedAt = performance.now();
  const plugin = await startPlugin(command, [], environment);
  const client = connectHost(plugin);
  try {
    await client.call("/tfplugin6.Provider/GetProviderSchema");
    const ms = performance.now() - startedAt;
    return { ms, memoryMb: memoryMb(plugin.child.pid ?? 0, "VmRSS") };
  } finally {
    client.close();
    await killPlugin(plugin);
  }
}
