import { describe, expect } from "vitest";
import { acceptanceTest } from "./support/acceptance-test.ts";
import { expectNothingToDo, stored, storedId } from "./support/checks.ts";
import { instanceImage, providerBlock, tagsArgument } from "./support/hcl.ts";
import { apiTags } from "./support/test-stack.ts";

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
      tags_all: { team: "own", a: "1", cost: "7" },
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
    expect(stored(terraform)).toMatchObject({ tags: { a: "1" }, tags_all: { a: "1" } });
    await expectNothingToDo(terraform);
  });
});
