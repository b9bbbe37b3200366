import { describe, expect, onTestFinished, test } from "vitest";
import { firewallProvider } from "./firewall.ts";
import { type Disks, fixtureProvider } from "./fixture.ts";
import { PROTOCOLS } from "./started.ts";
import type { ProviderUnderTest } from "./terraform/providers-under-test.ts";
import { terraformWorkspace } from "./terraform/workspace.ts";

const NONE = 'variable "none" {\n  type    = string\n  default = null\n}\n';

/** A value that is known only once something is applied, and is null then. */
const LATER = 'resource "terraform_data" "later" {\n  input = { none = null }\n}\n';

async function workspace(main: string, provider: ProviderUnderTest) {
  const terraform = await terraformWorkspace({ providers: [provider] });
  onTestFinished(() => terraform.close());
  terraform.write("main.tf", main);
  return terraform;
}

const count = (text: string, part: string) => text.split(part).length - 1;

describe.each(PROTOCOLS)(
  "the real Terraform over protocol %d passes null for a required argument, and gets one error",
  (protocol) => {
    test.each([
      ["an argument", 'resource "fixture_disk" "this" {\n  name = var.none\n}\n', "name is required"],
      [
        "an argument of a block",
        'resource "fixture_disk" "this" {\n  name = "data"\n  mapping {\n    device = var.none\n  }\n}\n',
        "mapping[0].device is required",
      ],
    ])("%s", async (_, resource, summary) => {
      const terraform = await workspace(NONE + resource, { provider: fixtureProvider(), protocol });
      const { exitCode, stderr } = await terraform.run("plan");
      expect(exitCode).toBe(1);
      expect(count(stderr, "Error: ")).toBe(1);
      expect(stderr).toContain(`Error: ${summary}`);
      expect(stderr).toContain("on main.tf line");
    });

    test("an argument of an element of a set", async () => {
      const rules =
        'resource "fixture_firewall" "this" {\n  rule {\n    port = var.none\n  }\n  rule {\n    port = 80\n  }\n}\n';
      const terraform = await workspace(NONE + rules, { provider: firewallProvider(false), protocol });
      const { stderr } = await terraform.run("plan");
      expect(count(stderr, "Error: ")).toBe(1);
      expect(stderr).toContain("Error: rule.port is required");
    });

    test("when it is known, at apply", async () => {
      const disk = 'resource "fixture_disk" "this" {\n  name = terraform_data.later.output.none\n}\n';
      const disks: Disks = new Map();
      const terraform = await workspace(LATER + disk, { provider: fixtureProvider({}, disks), protocol });
      expect((await terraform.run("plan")).exitCode).toBe(0);
      const { exitCode, stderr } = await terraform.run("apply", "-auto-approve");
      expect(exitCode).toBe(1);
      expect(count(stderr, "Error: ")).toBe(1);
      expect(stderr).toContain("Error: name is required");
      expect(disks.size).toBe(0);
    });
  },
);
