import { describe, expect, test } from "vitest";
import { ProviderServer } from "../rpc/provider-server.ts";
import { notes } from "../testing/example.ts";
import { loadProto } from "../testing/proto-reflection.ts";
import { protocol5 } from "./protocol-5.ts";
import { protocol6 } from "./protocol-6.ts";

const server = new ProviderServer(notes);
const SERVED = {
  tfplugin5: [...protocol5(server).keys()],
  tfplugin6: [...protocol6(server).keys()],
};

/** Without resource identities a host has nothing to upgrade and takes UNIMPLEMENTED for an answer. */
const UNIMPLEMENTED = "UpgradeResourceIdentity";

describe.each(["tfplugin5", "tfplugin6"] as const)("the service of %s", (name) => {
  test("answers every call that its file declares", async () => {
    const { methods } = (await loadProto(`${name}.proto`)).lookupService(`${name}.Provider`);
    const declared = Object.keys(methods).filter((method) => method !== UNIMPLEMENTED);
    expect(SERVED[name].toSorted()).toEqual(declared.map((method) => `/${name}.Provider/${method}`).sort());
  });
});

describe("the calls that Terraform cannot do without", () => {
  test.each([
    ["GetSchema", "GetProviderSchema"],
    ["PrepareProviderConfig", "ValidateProviderConfig"],
    ["Configure", "ConfigureProvider"],
    ["ValidateResourceTypeConfig", "ValidateResourceConfig"],
    ["ValidateDataSourceConfig", "ValidateDataResourceConfig"],
    ["UpgradeResourceState", "UpgradeResourceState"],
    ["ReadResource", "ReadResource"],
    ["PlanResourceChange", "PlanResourceChange"],
    ["ApplyResourceChange", "ApplyResourceChange"],
    ["ImportResourceState", "ImportResourceState"],
    ["ReadDataSource", "ReadDataSource"],
    ["Stop", "StopProvider"],
  ])("are %s in protocol 5 and %s in protocol 6", (in5, in6) => {
    expect(SERVED.tfplugin5).toContain(`/tfplugin5.Provider/${in5}`);
    expect(SERVED.tfplugin6).toContain(`/tfplugin6.Provider/${in6}`);
  });
});
