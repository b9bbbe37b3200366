import { describe, expect, onTestFinished, test } from "vitest";
import { DiagnosticError } from "../diagnostics.ts";
import { path } from "../types/path.ts";
import { type Disks, fixtureProvider, madeFrom } from "./fixture.ts";
import { PROTOCOLS } from "./started.ts";
import type { ProviderUnderTest } from "./terraform/providers-under-test.ts";
import { type TerraformWorkspace, terraformWorkspace } from "./terraform/workspace.ts";

const ADDRESS = "fixture_disk.this";

async function workspace(main: string, ...providers: ProviderUnderTest[]): Promise<TerraformWorkspace> {
  const made = await terraformWorkspace({ providers });
  onTestFinished(() => made.close());
  made.write("main.tf", main);
  return made;
}

const disk = (members: string) => `resource "fixture_disk" "this" {\n${members}\n}\n`;

async function actions(terraform: TerraformWorkspace) {
  const { resource_changes: changes } = await terraform.plan();
  return changes?.map(({ change }) => change.actions.join(", "));
}

describe.each(PROTOCOLS)("the real Terraform over protocol %d", (protocol) => {
  test("creates, finds nothing to do, updates in place, replaces and destroys", async () => {
    const disks: Disks = new Map();
    const terraform = await workspace(
      disk(
        'name = "data"\nzone = "a"\nlabels = ["b", "a"]\nmapping {\n device = "xvdb"\n}\nrule {\n port = 80\n}',
      ),
      { provider: fixtureProvider({}, disks), protocol },
    );
    await terraform.apply();
    expect(terraform.state().get(ADDRESS)?.attributes).toMatchObject({
      id: "d-1",
      labels: ["a", "b"],
      mapping: [{ device: "xvdb", serial: "serial of xvdb" }],
      rule: [{ port: 80, handle: "handle of 80" }],
      timeouts: null,
    });
    expect(await terraform.isPlanEmpty()).toBe(true);

    terraform.write("main.tf", disk('name = "data"\nzone = "a"\nsize = 30\ntimeouts {\n create = "5m"\n}'));
    expect(await actions(terraform)).toEqual(["update"]);
    await terraform.apply();
    expect(disks.get("d-1")).toMatchObject({ size: 30, revision: 2 });

    terraform.write("main.tf", disk('name = "data"\nzone = "b"'));
    const { resource_changes: changes } = await terraform.plan();
    expect(changes).toMatchObject([{ change: { actions: ["delete", "create"], replace_paths: [["zone"]] } }]);

    await terraform.destroy();
    expect(disks.size).toBe(0);
    expect(terraform.state().size).toBe(0);
  });

  test("replaces for a member of a block in a set", async () => {
    const rules = (network: string) =>
      disk(`name = "data"\nrule {\n port = 80\n network = "${network}"\n}\nrule {\n port = 81\n}`);
    const terraform = await workspace(rules("n-1"), { provider: fixtureProvider(), protocol });
    await terraform.apply();
    terraform.write("main.tf", rules("n-2"));
    const { resource_changes: changes } = await terraform.plan();
    expect(changes).toMatchObject([{ change: { actions: ["delete", "create"], replace_paths: [["rule"]] } }]);
  });

  test("adopts the source of an imported object, which the service does not tell, by one update; then a change replaces it", async () => {
    const disks: Disks = new Map();
    const main = disk('name = "data"\nsource = "s-1"\nmapping {\n device = "xvdb"\n}');
    const provider = fixtureProvider({}, disks);
    const first = await workspace(main, { provider, protocol });
    await first.apply();
    for (const [id, each] of disks) disks.set(id, { ...each, source: null });

    const second = await workspace(main, { provider, protocol });
    await second.import(ADDRESS, "d-1");
    expect(await actions(second)).toEqual(["update"]);
    await second.apply();
    expect(second.state().get(ADDRESS)?.attributes).toMatchObject({ name: "data", source: "s-1" });
    expect(await second.isPlanEmpty()).toBe(true);

    second.write("main.tf", main.replace('"s-1"', '"s-2"'));
    expect(await actions(second)).toEqual(["delete, create"]);
  });

  test("shows where a value breaks its rule", async () => {
    const terraform = await workspace(
      disk(
        'name = "data"\nsize = 4\nmapping {\n device = "x"\n}\nrule {\n port = 0\n}\nrule {\n port = 1\n}',
      ),
      { provider: fixtureProvider(), protocol },
    );
    const { exitCode, stderr } = await terraform.run("validate");
    expect(exitCode).toBe(1);
    expect(stderr).toContain("on main.tf line 3, in resource");
    expect(stderr).toContain("size must be between 5 and 2000 GiB, but it is 4.");
    expect(stderr).toContain("on main.tf line 5, in resource");
    expect(stderr).toContain("mapping[0].device");
    expect(stderr).toContain("rule.port must be between 1 and 65535");
  });

  test("keeps an object whose creation fails half-way, tainted, and shows where it failed", async () => {
    const provider = fixtureProvider({
      create: async ({ plan, partial }) => {
        partial(madeFrom(plan, "d-half", 0));
        throw new DiagnosticError("Refused", "The service refused the size.", { path: path("size") });
      },
    });
    const terraform = await workspace(disk('name = "data"\nsize = 5'), { provider, protocol });
    const { exitCode, stderr } = await terraform.run("apply", "-auto-approve");
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/Error: Refused[\s\S]*on main\.tf line 3/);
    expect(terraform.state().get(ADDRESS)).toMatchObject({
      tainted: true,
      attributes: { id: "d-half", size: 5 },
    });
  });

  test("stops a creation at Ctrl-C and keeps what exists", async () => {
    let interrupt = () => {};
    const provider = fixtureProvider({
      create: ({ plan, signal, partial }) => {
        partial(madeFrom(plan, "d-half", 0));
        interrupt();
        return new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
      },
    });
    const terraform = await workspace(disk('name = "data"'), { provider, protocol });
    const apply = terraform.start("apply", "-auto-approve");
    interrupt = () => apply.interrupt();
    await apply.output(/Interrupt received/);
    const { exitCode, stderr } = await apply.result;
    expect(exitCode).toBe(1);
    expect(stderr).toContain("Operation interrupted");
    expect(terraform.state().get(ADDRESS)).toMatchObject({ tainted: true, attributes: { id: "d-half" } });
  });
});
