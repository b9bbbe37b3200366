import { existsSync } from "node:fs";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { provider } from "../../definition/provider.ts";
import { resource } from "../../definition/resource.ts";
import { attribute } from "../../schema/attribute.ts";
import { schema } from "../../schema/schema.ts";
import { Decimal } from "../../types/decimal.ts";
import { fixtureProvider } from "../fixture.ts";
import { TerraformFailed, terraformWorkspace, type WorkspaceOptions } from "./workspace.ts";

async function workspace(options: Partial<WorkspaceOptions> = {}) {
  const made = await terraformWorkspace({ providers: [{ provider: fixtureProvider() }], ...options });
  onTestFinished(() => made.close());
  return made;
}

const disk = 'resource "fixture_disk" "this" {\n  name = "data"\n}\n';

describe("a workspace", () => {
  test("runs providers without init and with nothing of the user's own settings", async () => {
    vi.stubEnv("TF_CLI_ARGS_plan", "-nonsense");
    vi.stubEnv("TF_CLI_CONFIG_FILE", "/nonexistent");
    vi.stubEnv("FIXTURE_SECRET", "s");
    vi.stubEnv("OTHER_SETTING", "kept");
    onTestFinished(() => {
      vi.unstubAllEnvs();
    });
    const shown = await workspace({ terraformBin: process.execPath });
    const { stdout } = await shown.run("-p", "JSON.stringify(process.env)");
    const environment: Record<string, string> = JSON.parse(stdout);
    expect(environment).not.toHaveProperty("TF_CLI_ARGS_plan");
    expect(environment).not.toHaveProperty("FIXTURE_SECRET");
    expect(environment).toMatchObject({
      OTHER_SETTING: "kept",
      HOME: shown.folder,
      TF_CLI_CONFIG_FILE: `${shown.folder}/.terraformrc`,
    });

    const terraform = await workspace();
    terraform.write("main.tf", disk);
    expect(await terraform.isPlanEmpty()).toBe(false);
  });

  test("adds variables to the environment, and removes those that are undefined", async () => {
    vi.stubEnv("OTHER_SETTING", "taken away");
    onTestFinished(() => {
      vi.unstubAllEnvs();
    });
    const env = { ADDED: "yes", OTHER_SETTING: undefined };
    const shown = await workspace({ terraformBin: process.execPath, env });
    const { stdout } = await shown.run("-p", "process.env.ADDED + process.env.OTHER_SETTING");
    expect(stdout).toBe("yesundefined\n");
  });

  test("rejects a command that fails, with its whole output", async () => {
    const terraform = await workspace();
    terraform.write("main.tf", 'resource "fixture_nonsense" "this" {}\n');
    const failure = await terraform.plan().catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(TerraformFailed);
    expect(String(failure)).toContain("fixture_nonsense");
    await expect(terraform.isPlanEmpty()).rejects.toBeInstanceOf(TerraformFailed);
  });

  test("has an empty state before the first apply, and the same in both forms afterwards", async () => {
    const terraform = await workspace();
    expect(terraform.state().size).toBe(0);
    terraform.write("main.tf", disk);
    await terraform.apply();
    const shown = (await terraform.show()).values?.root_module?.resources?.[0];
    expect(shown).toMatchObject({ address: "fixture_disk.this", values: { id: "d-1" } });
    expect(terraform.state().get("fixture_disk.this")?.attributes).toEqual(shown?.values);
  });

  test("shows every digit of a number that is stored, in both forms of the state", async () => {
    const description = "For the test.";
    const counter = provider({
      address: "registry.terraform.io/example/count",
      version: "1.0.0",
      schema: schema({ description, attributes: {} }),
      configure: () => undefined,
      resources: [
        resource({
          type: "down",
          schema: schema({
            description,
            attributes: { from: attribute.number({ required: true, description }) },
          }),
          create: async ({ plan }) => plan,
          read: async ({ state }) => ({ from: state.from ?? 0 }),
          delete: async () => {},
        }),
      ],
    });
    const terraform = await workspace({ providers: [{ provider: counter }] });
    terraform.write("main.tf", 'resource "count_down" "this" {\n  from = 9007199254740993\n}\n');
    await terraform.apply();
    const exact = { from: new Decimal("9007199254740993") };
    expect(terraform.state().get("count_down.this")?.attributes).toEqual(exact);
    expect((await terraform.show()).values?.root_module?.resources?.[0]?.values).toEqual(exact);
    expect(await terraform.isPlanEmpty()).toBe(true);
  });

  test("leaves the source addresses to the configuration when asked to", async () => {
    const terraform = await workspace({ requiredProviders: false });
    expect(existsSync(`${terraform.folder}/providers.tf`)).toBe(false);
    terraform.write("main.tf", "");
    expect(await terraform.isPlanEmpty()).toBe(true);
  });

  test.each(["", "registry.terraform.io/", "registry.opentofu.org/"])(
    "finds a provider of a default registry as %sexample/fixture, whether Terraform or OpenTofu runs",
    async (host) => {
      const terraform = await workspace({ requiredProviders: false });
      terraform.write(
        "main.tf",
        `terraform {\n  required_providers {\n    fixture = { source = "${host}example/fixture" }\n  }\n}\n${disk}`,
      );
      await terraform.apply();
      expect(await terraform.isPlanEmpty()).toBe(true);
    },
  );

  test("ends what still runs and removes its folder when it is closed", async () => {
    const made = await terraformWorkspace({ providers: [], terraformBin: process.execPath });
    const command = made.start("-e", "console.log('ready'); setInterval(() => {}, 1000)");
    await command.output(/ready/);
    await made.close();
    expect((await command.result).exitCode).toBe(137);
    expect(existsSync(made.folder)).toBe(false);
  });
});
