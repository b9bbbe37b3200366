import { describe, expect } from "vitest";
import { acceptanceTest } from "./support/acceptance-test.ts";
import { expectNothingToDo, failureOf, stored, storedId } from "./support/checks.ts";
import { instanceImage, providerBlock, tagsArgument } from "./support/hcl.ts";
import { apiTags, tagsOf } from "./support/test-stack.ts";

describe("tags of the provider block", () => {
  const defaultTags = (tags: Readonly<Record<string, string>>) =>
    `default_tags {\n${tagsArgument(tags)}\n}\n`;

  acceptanceTest("default_tags are on every image, and the image's own win", async ({ stack, terraform }) => {
    const own = instanceImage(tagsArgument({ team: "own", a: "1" }));
    terraform.write("main.tf", providerBlock(defaultTags({ team: "default", cost: "7" })) + own);
    await terraform.apply();
    expect(await stack.onlyTags()).toEqual({ team: "own", a: "1", cost: "7" });
    expect(stored(terraform)).toMatchObject({
      tags: { team: "own", a: "1" },
      default_tags: { cost: "7" },
    });
    await expectNothingToDo(terraform);

    terraform.write("main.tf", providerBlock(defaultTags({ cost: "8" })) + own);
    await terraform.apply();
    expect(await stack.onlyTags()).toEqual({ team: "own", a: "1", cost: "8" });
    await expectNothingToDo(terraform);

    terraform.write("main.tf", own);
    await terraform.apply();
    expect(await stack.onlyTags()).toEqual({ team: "own", a: "1" });
    await expectNothingToDo(terraform);
  });

  acceptanceTest(
    "a change of default_tags plans exactly that, and no own tags, of images with and without them",
    async ({ stack, terraform }) => {
      const images = instanceImage(tagsArgument({ a: "1" }), "with") + instanceImage("", "without");
      terraform.write("main.tf", providerBlock(defaultTags({ cost: "7", team: "x" })) + images);
      await terraform.apply();
      terraform.write("main.tf", providerBlock(defaultTags({ cost: "8" })) + images);
      const plan = await terraform.plan();
      for (const { change } of plan.resource_changes ?? []) {
        expect(change.actions).toEqual(["update"]);
        expect({ ...change.after, default_tags: null }).toEqual({ ...change.before, default_tags: null });
        expect(change.before?.default_tags).toEqual({ cost: "7", team: "x" });
        expect(change.after?.default_tags).toEqual({ cost: "8" });
      }
      await terraform.apply("test.tfplan");
      const tags = (await stack.images()).map(tagsOf);
      expect(tags).toEqual(expect.arrayContaining([{ a: "1", cost: "8" }, { cost: "8" }]));
      await expectNothingToDo(terraform);
    },
  );

  acceptanceTest(
    "may depend on what the same plan changes, and are known when it is applied",
    async ({ stack, terraform }) => {
      const configuration = (cost: string) => `resource "terraform_data" "cost" {
        input = "${cost}"
      }
      ${providerBlock("default_tags {\ntags = { cost = terraform_data.cost.output }\n}\n")}${instanceImage(tagsArgument({ a: "1" }))}`;
      for (const cost of ["7", "8"]) {
        terraform.write("main.tf", configuration(cost));
        await terraform.apply();
        expect(await stack.onlyTags()).toEqual({ a: "1", cost });
        await expectNothingToDo(terraform);
      }
    },
  );

  acceptanceTest("count towards the limit of 20, which a plan knows", async ({ stack, terraform }) => {
    const own = Object.fromEntries(Array.from({ length: 19 }, (_each, index) => [`k${index}`, "v"]));
    terraform.write(
      "main.tf",
      providerBlock(defaultTags({ cost: "7", team: "x" })) + instanceImage(tagsArgument(own)),
    );
    const error = await failureOf(terraform, "plan", "-input=false");
    expect(error).toMatch(/Too many tags.*19 of its own, and 2 from default_tags of the provider block/);
    expect(stack.changes()).toEqual([]);
  });

  acceptanceTest("do not show sensitive tags of the image", async ({ terraform }) => {
    terraform.write(
      "main.tf",
      `variable "secret" {
        sensitive = true
        default   = "hidden-value"
      }
      ${providerBlock(defaultTags({ cost: "7" }))}${instanceImage("tags = { a = var.secret }")}`,
    );
    const plan = await terraform.run("plan", "-input=false");
    expect(plan.exitCode, plan.stderr).toBe(0);
    expect(plan.stdout).toContain("default_tags");
    expect(plan.stdout).not.toContain("hidden-value");
    expect((await terraform.run("apply", "-auto-approve")).stdout).not.toContain("hidden-value");
    expect((await terraform.run("show")).stdout).not.toContain("hidden-value");
  });

  acceptanceTest("a default tag that was removed outside is set again", async ({ stack, terraform }) => {
    terraform.write("main.tf", providerBlock(defaultTags({ cost: "7" })) + instanceImage());
    await terraform.apply();
    await stack.changeImage(storedId(terraform), { Tags: apiTags({}) });
    await terraform.apply();
    expect(await stack.onlyTags()).toEqual({ cost: "7" });
    await expectNothingToDo(terraform);
  });

  acceptanceTest("ignored tags are neither shown nor removed", async ({ stack, terraform }) => {
    terraform.write(
      "main.tf",
      providerBlock(`ignore_tags {\nkeys = ["owner"]\nkey_prefixes = ["k8s/"]\n}`) +
        instanceImage(tagsArgument({ a: "1" })),
    );
    await terraform.apply();
    const others = { owner: "x", "k8s/cluster": "y" };
    await stack.changeImage(storedId(terraform), { Tags: apiTags({ a: "changed", ...others }) });
    await terraform.apply();
    expect(await stack.onlyTags()).toEqual({ a: "1", ...others });
    expect(stored(terraform)).toMatchObject({ tags: { a: "1" }, default_tags: {} });
    await expectNothingToDo(terraform);
  });
});
