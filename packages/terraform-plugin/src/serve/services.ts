import type { Method, MethodTable } from "./grpc/method.ts";
import type { ProtocolVersion } from "./handshake.ts";

/** What a plugin serves. */
export interface PluginServices {
  /** The methods of `tfplugin5.Provider` and `tfplugin6.Provider`, by path. */
  readonly protocols: { readonly 5?: MethodTable; readonly 6?: MethodTable };
  /** The provider's source address: `registry.terraform.io/NAMESPACE/TYPE`. */
  readonly name: string;
  /** Called once before the process ends in an orderly way; it must not wait for anything. */
  readonly onShutdown?: () => void;
}

/** The protocol versions the services have, the newest first. */
export function servedVersions({ protocols }: PluginServices): ProtocolVersion[] {
  const versions: ProtocolVersion[] = [6, 5];
  return versions.filter((version) => protocols[version] !== undefined);
}

/** Looks a method up in all protocol versions; their paths differ, so that a host of either finds its own. */
export function findMethod({ protocols }: PluginServices, path: string): Method | undefined {
  return protocols[6]?.get(path) ?? protocols[5]?.get(path);
}
