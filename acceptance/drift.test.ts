import { describe, expect } from "vitest";
import { acceptanceTest } from "./support/acceptance-test.ts";
import { expectNothingToDo, plannedChange, stored, storedId } from "./support/checks.ts";
import { instanceImage, tagsArgument } from "./support/hcl.ts";
import { apiTags, tagsOf } from "./support/test-stack.ts";
import { unframed } from "./support/text.ts";

const configured = instanceImage(
  `image_name = "name"\ndescription = "description"\n${tagsArgument({ a: "1", b: "2" })}`,
);

describe("what was changed outside is seen and changed back in place", () => {
  acceptanceTest.for([
    ["the name", { ImageName: "changed" }],
    ["the description", { Description: "changed" }],
    ["the description, removed", { Description: "" }],
    ["the value of a tag", { Tags: apiTags({ a: "changed", b: "2" }) }],
    ["a tag more", { Tags: apiTags({ a: "1", b: "2", c: "3" }) }],
    ["a tag less", { Tags: apiTags({ b: "2" }) }],
    ["all tags, removed", { Tags: apiTags({}) }],
  ] as const)("%s", async ([, change], { stack, terraform }) => {
    terraform.write("main.tf", configured);
    await terraform.apply();
    const imageId = storedId(terraform);
    await stack.changeImage(imageId, change);
    expect((await plannedChange(terraform)).actions).toEqual(["update"]);
    await terraform.apply("test.tfplan");
    const image = await stack.onlyImage();
    expect(image).toMatchObject({ ImageId: imageId, ImageName: "name", Description: "description" });
    expect(tagsOf(image)).toEqual({ a: "1", b: "2" });
    await expectNothingToDo(terraform);
  });

  acceptanceTest("a tag of an image whose configuration has none", async ({ stack, terraform }) => {
    terraform.write("main.tf", instanceImage());
    await terraform.apply();
    await stack.changeImage(storedId(terraform), { Tags: apiTags({ surprise: "!" }) });
    expect((await plannedChange(terraform)).actions).toEqual(["update"]);
    await terraform.apply("test.tfplan");
    expect(await stack.onlyTags()).toEqual({});
    await expectNothingToDo(terraform);
  });
});

describe("what the configuration leaves to the service follows it", () => {
  acceptanceTest("name and description", async ({ stack, terraform }) => {
    terraform.write("main.tf", instanceImage());
    await terraform.apply();
    await stack.changeImage(storedId(terraform), { ImageName: "elsewhere", Description: "said elsewhere" });
    await expectNothingToDo(terraform);
    await terraform.apply("-refresh-only");
    expect(stored(terraform)).toMatchObject({ image_name: "elsewhere", description: "said elsewhere" });
  });

  acceptanceTest("status: a Deprecated image is not missing", async ({ stack, terraform }) => {
    terraform.write("main.tf", configured);
    await terraform.apply();
    for (const Status of ["Deprecated", "UnAvailable", "Waiting"]) {
      await stack.changeImage(storedId(terraform), { Status });
      await expectNothingToDo(terraform);
    }
    await terraform.apply("-refresh-only");
    expect(stored(terraform).status).toBe("Waiting");
  });
});

acceptanceTest.for(["Deprecated", "UnAvailable", "CreateFailed"])(
  "an image that is %s is a warning, which says what to do",
  async (Status, { stack, terraform }) => {
    terraform.write("main.tf", configured);
    await terraform.apply();
    const imageId = storedId(terraform);
    await stack.changeImage(imageId, { Status });
    const { stdout, exitCode } = await terraform.run("plan", "-input=false", "-detailed-exitcode");
    expect(exitCode).toBe(0);
    expect(unframed(stdout)).toMatch(
      new RegExp(
        `Warning: Image is ${Status}.*The status of the image ${imageId} is ${Status}: .*[Cc]onsole of the cloud`,
      ),
    );
  },
);

acceptanceTest("tags of the system are not seen and not removed", async ({ stack, terraform }) => {
  terraform.write("main.tf", configured);
  await terraform.apply();
  const system = { "acs:autoscaling": "x", aliyun_owner: "y" };
  await stack.changeImage(storedId(terraform), { Tags: apiTags({ a: "1", b: "2", ...system }) });
  await expectNothingToDo(terraform);
  terraform.write("main.tf", instanceImage(tagsArgument({ a: "other" })));
  await terraform.apply();
  expect(await stack.onlyTags()).toEqual({ a: "other", ...system });
  expect(stored(terraform)).toMatchObject({ tags: { a: "other" }, default_tags: {} });
  await expectNothingToDo(terraform);
});

acceptanceTest(
  "an image that was deleted outside of Terraform is created again",
  async ({ stack, terraform }) => {
    terraform.write("main.tf", configured);
    await terraform.apply();
    const first = storedId(terraform);
    await stack.removeImage(first);
    const plan = await terraform.plan();
    expect(plan.resource_changes?.map(({ change }) => change.actions)).toEqual([["create"]]);
    expect(plan.resource_drift?.map(({ change }) => change.actions)).toEqual([["delete"]]);
    await terraform.apply("test.tfplan");
    expect((await stack.onlyImage()).ImageId).not.toBe(first);
    await expectNothingToDo(terraform);
  },
);
