import { expect, onTestFinished, test } from "vitest";
import { firewallProvider } from "./firewall.ts";
import { terraformWorkspace } from "./terraform/workspace.ts";

const KINDS = [
  ["blocks over protocol 5", "fixture_firewall", 5],
  ["blocks over protocol 6", "fixture_firewall", 6],
  ["nested attributes over protocol 6", "fixture_filter", 6],
] as const;

test.each(KINDS)("the real Terraform keeps what is written in a set of %s", async (_, typeName, protocol) => {
  const terraform = await terraformWorkspace({
    providers: [{ provider: firewallProvider(protocol === 6), protocol }],
  });
  onTestFinished(() => terraform.close());

  const write = (...rules: string[]) => {
    const body =
      typeName === "fixture_filter"
        ? `rule = [${rules.map((each) => `{ ${each} }`).join(", ")}]`
        : rules.map((each) => `rule {\n${each.replaceAll(", ", "\n")}\n}`).join("\n");
    terraform.write("main.tf", `resource "${typeName}" "this" {\n${body}\n}\n`);
  };
  const stored = () => {
    const rule: unknown = terraform.state().get(`${typeName}.this`)?.attributes.rule;
    return (Array.isArray(rule) ? rule : [])
      .map(({ port, protocol: of, zone }) => `${port} ${of} ${zone}`)
      .sort();
  };
  const apply = async () => {
    await terraform.apply();
    expect(await terraform.isPlanEmpty()).toBe(true);
  };

  write("port = 53", 'port = 53, protocol = "udp"');
  await apply();
  expect(stored()).toEqual(["53 tcp chosen zone", "53 udp chosen zone"]);

  write(
    "port = 53",
    'port = 53, protocol = "udp"',
    'port = 53, protocol = "sctp", zone = "a"',
    'port = 53, zone = "b"',
  );
  await apply();
  expect(stored()).toEqual(["53 sctp a", "53 tcp b", "53 tcp chosen zone", "53 udp chosen zone"]);

  write('port = 53, protocol = "udp", zone = "c"', 'port = 53, zone = "b"');
  await apply();
  expect(stored()).toEqual(["53 tcp b", "53 udp c"]);
});
