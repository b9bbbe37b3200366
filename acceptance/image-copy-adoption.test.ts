import type { TerraformWorkspace } from "terraform-plugin/testing";
import { describe, expect } from "vitest";
import { acceptanceTest } from "./support/acceptance-test.ts";
import { expectNothingToDo, failureOf, plannedChange, stored, storedId } from "./support/checks.ts";
import { sourceImage } from "./support/copies.ts";
import { GO_PROVIDER, OWN_PROVIDER, replaceGoProvider, standIn, writeGoState } from "./support/go-state.ts";
import { COPY, imageCopy } from "./support/hcl.ts";
import { PROVIDER_SOURCE, providerExecutable } from "./support/provider-build.ts";
import { NEIGHBOUR_REGION, type TestStack } from "./support/test-stack.ts";

/** What the provider in Go stores of a copy: its own read tells name and description only. */
const goAttributes = (id: string, source: string) => ({
  id,
  source_image_id: source,
  destination_region_id: NEIGHBOUR_REGION,
  name: "copy",
  image_name: "copy",
  description: "",
  kms_key_id: null,
  encrypted: null,
  timeouts: null,
});

/** Makes a copy whose state is forgotten. */
async function forgottenCopy(stack: TestStack): Promise<{ source: string; copy: string }> {
  const source = await sourceImage(stack);
  const { ImageId: copy } = await stack.call<{ ImageId: string }>("CopyImage", {
    ImageId: source,
    DestinationRegionId: NEIGHBOUR_REGION,
    DestinationImageName: "copy",
  });
  stack.advance(1000);
  return { source, copy };
}

/** The next plan has one change, which stores the source and calls nothing; afterwards there is nothing to do. */
async function expectAdoption(terraform: TerraformWorkspace, source: string): Promise<void> {
  const { actions, before, after } = await plannedChange(terraform, COPY);
  expect(actions).toEqual(["update"]);
  expect(after).toEqual({ ...before, source_image_id: source });
  await terraform.apply("test.tfplan");
  expect(stored(terraform, COPY)).toMatchObject({ source_image_id: source });
  await expectNothingToDo(terraform);
}

const importBlock = (id: string) => `import {\nto = ${COPY}\nid = "${id}"\n}\n`;

describe("an import", () => {
  acceptanceTest.for([
    ["of another region, by region and ID", NEIGHBOUR_REGION],
    ["of the region of the provider, by ID", ""],
  ] as const)("%s, adopts the source in place", async ([, elsewhere], { stack, terraform }) => {
    const region = elsewhere || stack.local.region;
    const source = await sourceImage(stack);
    terraform.write("main.tf", imageCopy(source, `image_name = "copy"`, { region }));
    await terraform.apply();
    const id = storedId(terraform, COPY);
    expect((await terraform.run("state", "rm", COPY)).exitCode).toBe(0);
    await terraform.import(COPY, elsewhere ? `${region}:${id}` : id);
    expect(stored(terraform, COPY)).toMatchObject({ id, destination_region_id: region, image_name: "copy" });
    await expectAdoption(terraform, source);

    expect((await terraform.run("state", "rm", COPY)).exitCode).toBe(0);
    terraform.write("import.tf", importBlock(elsewhere ? `${region}:${id}` : id));
    const { stdout } = await terraform.apply();
    expect(stdout).toContain("1 imported, 0 added, 1 changed, 0 destroyed");
    expect(stack.requests("CopyImage")).toHaveLength(1);
  });

  acceptanceTest("is followed by a replacement when the source changes", async ({ stack, terraform }) => {
    const { source, copy } = await forgottenCopy(stack);
    terraform.write("main.tf", imageCopy(source, `image_name = "copy"`));
    await terraform.import(COPY, `${NEIGHBOUR_REGION}:${copy}`);
    await terraform.apply();
    const other = await sourceImage(stack, "other");
    terraform.write("main.tf", imageCopy(other, `image_name = "copy"`));
    const { actions, replace_paths } = await plannedChange(terraform, COPY);
    expect([actions, replace_paths]).toEqual([["delete", "create"], [["source_image_id"]]]);
  });

  acceptanceTest("of an image that is no copy is refused", async ({ stack, terraform }) => {
    const source = await sourceImage(stack);
    terraform.write("main.tf", imageCopy(source));
    expect(await failureOf(terraform, "import", COPY, source)).toMatch(
      /Image is not a copy.*Import it as alibabacloudstack_image\./,
    );
    expect(terraform.state().has(COPY)).toBe(false);
  });

  acceptanceTest(
    "with the region missing says that there is no such object",
    async ({ stack, terraform }) => {
      terraform.write("main.tf", imageCopy(await sourceImage(stack)));
      await terraform.apply();
      const id = storedId(terraform, COPY);
      expect((await terraform.run("state", "rm", COPY)).exitCode).toBe(0);
      expect(await failureOf(terraform, "import", COPY, id)).toContain(
        "Cannot import non-existent remote object",
      );
      expect(await failureOf(terraform, "import", COPY, "no id")).toContain("Invalid import ID");
    },
  );
});

describe("state of the provider in Go", () => {
  acceptanceTest("is taken as it is, without a diff", async ({ stack, terraform }) => {
    const { source, copy } = await forgottenCopy(stack);
    terraform.write("main.tf", imageCopy(source, `image_name = "copy"`));
    writeGoState(terraform, {
      type: "alibabacloudstack_image_copy",
      provider: OWN_PROVIDER,
      attributes: goAttributes(copy, source),
    });
    await expectNothingToDo(terraform);
    await terraform.apply();
    expect(storedId(terraform, COPY)).toBe(copy);
  });

  acceptanceTest("may come from an import, which keeps the ID alone", async ({ stack, terraform }) => {
    const source = await sourceImage(stack);
    terraform.write("main.tf", imageCopy(source, "", { region: stack.local.region }));
    await terraform.apply();
    const id = storedId(terraform, COPY);
    const nothing = {
      source_image_id: "",
      destination_region_id: "",
      name: "",
      image_name: "",
      description: "",
    };
    writeGoState(terraform, {
      type: "alibabacloudstack_image_copy",
      provider: OWN_PROVIDER,
      attributes: { ...goAttributes(id, source), ...nothing },
    });
    await expectAdoption(terraform, source);
  });

  acceptanceTest("is replaced in name by terraform state replace-provider", async ({ stack, terraform }) => {
    const { source, copy } = await forgottenCopy(stack);
    terraform.write("main.tf", imageCopy(source, `image_name = "copy"`));
    writeGoState(terraform, {
      type: "alibabacloudstack_image_copy",
      attributes: goAttributes(copy, source),
    });
    await replaceGoProvider(terraform);
    await expectNothingToDo(terraform);
  });
});

describe("a moved block takes a copy of the provider in Go over without any change", () => {
  acceptanceTest.override("setup", async () => ({
    requiredProviders: false,
    providers: [{ source: PROVIDER_SOURCE, executable: providerExecutable() }, standIn(GO_PROVIDER)],
  }));

  acceptanceTest("to another name", async ({ stack, terraform }) => {
    const { source, copy } = await forgottenCopy(stack);
    writeGoState(terraform, {
      type: "alibabacloudstack_image_copy",
      name: "old",
      attributes: goAttributes(copy, source),
    });
    terraform.write(
      "main.tf",
      `terraform {
        required_providers {
          alibabacloudstack = { source = "${PROVIDER_SOURCE}" }
        }
      }
      ${imageCopy(source, 'image_name = "copy"')}
      moved {
        from = alibabacloudstack_image_copy.old
        to   = ${COPY}
      }`,
    );
    expect((await plannedChange(terraform, COPY)).actions).toEqual(["no-op"]);
    await terraform.apply("test.tfplan");
    expect(stored(terraform, COPY)).toMatchObject({ id: copy, source_image_id: source });
    expect(stack.requests("CopyImage")).toHaveLength(1);
    await expectNothingToDo(terraform);
  });
});
