import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { describe, expect } from "vitest";
import { acceptanceTest } from "./support/acceptance-test.ts";
import { expectNothingToDo, storedId } from "./support/checks.ts";
import { instanceImage } from "./support/hcl.ts";
import { projectRoot } from "./support/provider-build.ts";

const folder = join(projectRoot, "examples");

interface Example {
  /** Relative to the folder of examples. */
  readonly name: string;
  readonly text: string;
}

const examples: readonly Example[] = readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath, entry.name))
  .map((path) => ({ name: relative(folder, path), text: readFileSync(path, "utf8") }))
  .sort((a, b) => a.name.localeCompare(b.name));

const isImport = ({ name }: Example) => /(?:^|[/\\])import[^/\\]*$/.test(name);
const isProvider = ({ text }: Example) => !text.includes('resource "');
const importExamples = examples.filter(isImport);
const providerExamples = examples.filter((each) => !isImport(each) && isProvider(each));
const resourceExamples = examples.filter((each) => !isImport(each) && !isProvider(each));

/** Every example names the provider itself or leaves that to the user's configuration, for which a test has a file. */
const setupFor = ({ text }: Example) => ({ requiredProviders: !text.includes("required_providers") });

describe.for(resourceExamples.map((example) => [example.name, example] as const))("%s", ([, example]) => {
  acceptanceTest.override("setup", async () => setupFor(example));
  acceptanceTest("is planned, applied and destroyed as it stands", async ({ stack, terraform }) => {
    terraform.write("example.tf", example.text);
    await terraform.apply();
    const made = await stack.images();
    expect(made).toHaveLength(example.text.match(/^resource "/gm)?.length ?? 0);
    for (const { Status } of made) expect(Status).toBe("Available");
    await expectNothingToDo(terraform);
    await terraform.destroy();
    expect(await stack.images()).toEqual([]);
  });
});

describe.for(providerExamples.map((example) => [example.name, example] as const))("%s", ([, example]) => {
  const [, region] = /region\s*=\s*"([^"]+)"/.exec(example.text) ?? [];
  acceptanceTest.override("setup", async () => setupFor(example));
  acceptanceTest.override("stackOptions", async () => ({ region }));
  acceptanceTest("configures the provider for an image", async ({ stack, terraform }) => {
    terraform.write("example.tf", example.text);
    terraform.write("image.tf", instanceImage());
    await terraform.apply();
    expect(await stack.images()).toHaveLength(1);
    expect(stack.requests("CreateImage")[0]?.parameters.RegionId).toBe(region ?? stack.local.region);
    await expectNothingToDo(terraform);
  });
});

describe.for(importExamples.map((example) => [example.name, example] as const))("%s", ([, example]) => {
  acceptanceTest("imports an image of the resource example beside it", async ({ stack, terraform }) => {
    const beside = examples.find(({ name }) => name === join(dirname(example.name), "resource.tf"));
    terraform.write("resource.tf", beside?.text ?? "");
    await terraform.apply();
    const [address = ""] = /alibabacloudstack_\w+\.\w+/.exec(example.text) ?? [];
    const imageId = storedId(terraform, address);
    expect((await terraform.run("state", "rm", address)).exitCode).toBe(0);
    expect(example.text).toContain(imageId);
    if (example.name.endsWith(".tf")) {
      terraform.write("import.tf", example.text);
      await terraform.apply();
    } else {
      const [, command = ""] = /^terraform (.*)$/m.exec(example.text) ?? [];
      expect((await terraform.run(...command.split(" "))).exitCode).toBe(0);
    }
    expect(storedId(terraform, address)).toBe(imageId);
    // The service never reports the source of a copy: the first apply after an import adopts it.
    if (address.startsWith("alibabacloudstack_image_copy.")) await terraform.apply();
    await expectNothingToDo(terraform);
    expect(
      stack.changes().filter((action) => action === "CopyImage" || action === "CreateImage"),
    ).toHaveLength(beside?.text.match(/^resource "/gm)?.length ?? 0);
  });
});
