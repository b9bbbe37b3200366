import { existsSync } from "node:fs";
import { dirname } from "node:path";
import { describe, expect, test } from "vitest";
import { connectPlain } from "../testing/host/grpc-client.ts";
import { startServer } from "./debug.ts";
import { GrpcError, GrpcStatusCode, type MethodTable } from "./grpc/server.ts";
import type { PluginServices } from "./services.ts";

function methods(version: number): MethodTable {
  return new Map([
    [`/tfplugin${version}.Provider/Name`, { kind: "unary", handle: async () => Buffer.from(`${version}`) }],
    [
      `/tfplugin${version}.Provider/Fail`,
      {
        kind: "unary",
        handle: async () => {
          throw new GrpcError(GrpcStatusCode.NOT_FOUND, "no");
        },
      },
    ],
  ]);
}

const services: PluginServices = {
  name: "registry.terraform.io/example/cloud",
  protocols: { 5: methods(5), 6: methods(6) },
};

describe("startServer", () => {
  test("serves both protocols in this process until it is closed", async () => {
    const server = await startServer(services);
    const client = connectPlain(server);
    expect(String(await client.call("/tfplugin6.Provider/Name"))).toBe("6");
    expect(String(await client.call("/tfplugin5.Provider/Name"))).toBe("5");
    expect((await client.failure("/tfplugin6.Provider/Fail")).code).toBe(GrpcStatusCode.NOT_FOUND);
    client.close();
    server.close();
    expect(existsSync(dirname(server.address))).toBe(false);
  });

  test.each([
    [undefined, 6],
    [6, 6],
    [5, 5],
  ] as const)("asked for protocol %s it tells hosts to speak %i", async (protocol, version) => {
    const server = await startServer(services, protocol === undefined ? {} : { protocol });
    const reattach = {
      Protocol: "grpc",
      ProtocolVersion: version,
      Pid: process.pid,
      Test: true,
      Addr: { Network: "unix", String: server.address },
    };
    // OpenTofu looks for a provider without a host under its own registry.
    expect(JSON.parse(server.reattachProviders)).toEqual({
      "registry.terraform.io/example/cloud": reattach,
      "registry.opentofu.org/example/cloud": reattach,
    });
    server.close();
  });

  test("rejects a protocol that is not served", async () => {
    const only5 = { ...services, protocols: { 5: methods(5) } };
    await expect(startServer(only5, { protocol: 6 })).rejects.toThrow("does not serve protocol 6");
  });
});
