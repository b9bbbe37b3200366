import { readFileSync } from "node:fs";
import {
  connectTestProvider,
  hostEnvironment,
  killPlugin,
  type PluginProcess,
  startPlugin,
  type TestProvider,
} from "terraform-plugin/testing";
import { providerExecutable } from "../support/provider-build.ts";

/** Starts the built executable as terraform does; what is set is added to its environment, and what is undefined taken away. */
export function startExecutable(environment: NodeJS.ProcessEnv = {}): Promise<PluginProcess> {
  return startPlugin(providerExecutable(), [], hostEnvironment(environment));
}

/** The built executable as a host speaks to it, with the process that it is. */
export interface RunningExecutable {
  readonly provider: TestProvider;
  readonly process: PluginProcess;
  close(): Promise<void>;
}

/** Starts the executable for a host without TLS, and speaks protocol 6 to it. It is not configured yet. */
export async function connectExecutable(): Promise<RunningExecutable> {
  const plugin = await startExecutable({ PLUGIN_CLIENT_CERT: undefined });
  const provider = await connectTestProvider({ ...plugin, protocol: 6 });
  return {
    provider,
    process: plugin,
    async close() {
      provider.close();
      await killPlugin(plugin);
    },
  };
}

/** Whether the process is still there. */
export function isAlive({ child }: PluginProcess): boolean {
  return child.exitCode === null && child.signalCode === null;
}

/** The most memory that the process ever had, in MiB. Linux only. Source: proc(5), VmHWM. */
export function peakMemoryMib({ child }: PluginProcess): number {
  const status = readFileSync(`/proc/${child.pid}/status`, "utf8");
  return Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1]) / 1024;
}
