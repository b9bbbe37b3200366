import { describe, expect } from "vitest";
import { acceptanceTest } from "./support/acceptance-test.ts";
import { expectNothingToDo, stored, storedId } from "./support/checks.ts";
import { instanceImage, tagsArgument } from "./support/hcl.ts";

const twentyTags = Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`key-${index}`, "value"]));
const { "key-7": _, ...nineteenTags } = twentyTags;

describe("in place", () => {
  acceptanceTest.for([
    [
      "a new name",
      `image_name = "before"`,
      `image_name = "after"`,
      ["ModifyImageAttribute"],
      { image_name: "after" },
    ],
    [
      "a new description",
      `description = "before"`,
      `description = "after"`,
      ["ModifyImageAttribute"],
      { description: "after" },
    ],
    ["a first description", "", `description = "after"`, ["ModifyImageAttribute"], { description: "after" }],
    [
      "name and description at once",
      `image_name = "before"\ndescription = "before"`,
      `image_name = "after"\ndescription = "after"`,
      ["ModifyImageAttribute"],
      { image_name: "after", description: "after" },
    ],
    ["first tags", "", tagsArgument({ a: "1" }), ["TagResources"], { tags: { a: "1" } }],
    [
      "another tag",
      tagsArgument({ a: "1" }),
      tagsArgument({ a: "1", b: "2" }),
      ["TagResources"],
      { tags: { a: "1", b: "2" } },
    ],
    [
      "a changed value, which is overwritten and never removed first",
      tagsArgument({ a: "1", b: "2" }),
      tagsArgument({ a: "changed", b: "2" }),
      ["TagResources"],
      { tags: { a: "changed", b: "2" } },
    ],
    [
      "a tag less",
      tagsArgument({ a: "1", b: "2" }),
      tagsArgument({ b: "2" }),
      ["UntagResources"],
      { tags: { b: "2" } },
    ],
    ["no tags any more", tagsArgument({ a: "1", b: "2" }), "", ["UntagResources"], { tags: null }],
    ["empty tags", tagsArgument({ a: "1" }), "tags = {}", ["UntagResources"], { tags: {} }],
    [
      "one of 20 tags swapped for another",
      tagsArgument(twentyTags),
      tagsArgument({ ...nineteenTags, other: "x" }),
      ["UntagResources", "TagResources"],
      { tags: { ...nineteenTags, other: "x" } },
    ],
    [
      "20 new tags for 20 others",
      tagsArgument(twentyTags),
      tagsArgument(Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`new-${index}`, ""]))),
      ["UntagResources", "TagResources"],
      {},
    ],
  ] as const)("%s", async ([, before, after, actions, attributes], { stack, terraform }) => {
    terraform.write("main.tf", instanceImage(before));
    await terraform.apply();
    const imageId = storedId(terraform);
    await stack.forgetRequests();

    terraform.write("main.tf", instanceImage(after));
    const { stdout } = await terraform.apply();
    expect(stdout).toContain("0 added, 1 changed, 0 destroyed");

    expect(stack.changes()).toEqual(actions);
    expect(stored(terraform)).toMatchObject({ ...attributes, id: imageId });
    const changed = await stack.onlyImage();
    expect(changed.ImageId).toBe(imageId);
    const { tags, image_name, description } = stored(terraform);
    expect(await stack.onlyTags()).toEqual(tags ?? {});
    expect(changed).toMatchObject({ ImageName: image_name, Description: description ?? "" });
    await expectNothingToDo(terraform);
  });

  acceptanceTest("everything at once", async ({ stack, terraform }) => {
    terraform.write("main.tf", instanceImage(`image_name = "before"\n${tagsArgument({ a: "1", old: "x" })}`));
    await terraform.apply();
    const imageId = storedId(terraform);
    terraform.write(
      "main.tf",
      instanceImage(`image_name = "after"\ndescription = "after"\n${tagsArgument({ a: "2", b: "1" })}`),
    );
    await terraform.apply();
    expect(await stack.onlyImage()).toMatchObject({
      ImageId: imageId,
      ImageName: "after",
      Description: "after",
    });
    expect(await stack.onlyTags()).toEqual({ a: "2", b: "1" });
    await expectNothingToDo(terraform);
  });
});

describe("without a call that changes anything", () => {
  acceptanceTest.for([
    ["a removed description, since the service cannot clear it", `description = "stays"`, ""],
    ["a removed name", `image_name = "stays"`, ""],
    ["a name written down that the service had chosen", "", "image_name = terraform_data.name.input"],
    ["force", "", "force = true"],
    ["force = false", "", "force = false"],
    ["force taken back", "force = true", "force = false"],
    ["timeouts", "", `timeouts {\ncreate = "20m"\ndelete = "1h"\n}`],
    ["timeouts taken back", `timeouts {\ncreate = "20m"\n}`, ""],
    ["an empty block of timeouts", "", "timeouts {}"],
    ["empty tags instead of none", "", "tags = {}"],
  ] as const)("%s", async ([, before, after], { stack, terraform }) => {
    terraform.write("main.tf", instanceImage(before));
    await terraform.apply();
    const made = await stack.onlyImage();
    await stack.forgetRequests();
    const named = `resource "terraform_data" "name" {\ninput = "${made.ImageName}"\n}\n`;
    terraform.write("main.tf", `${instanceImage(after)}${after.includes("terraform_data") ? named : ""}`);
    await terraform.apply();
    expect(stack.changes()).toEqual([]);
    expect(await stack.onlyImage()).toEqual(made);
    await expectNothingToDo(terraform);
  });
});

acceptanceTest(
  "a removed description keeps the last one, and it can be changed again",
  async ({ stack, terraform }) => {
    terraform.write("main.tf", instanceImage(`description = "first"`));
    await terraform.apply();
    terraform.write("main.tf", instanceImage());
    await expectNothingToDo(terraform);
    expect(stored(terraform).description).toBe("first");
    terraform.write("main.tf", instanceImage(`description = "second"`));
    await terraform.apply();
    expect((await stack.onlyImage()).Description).toBe("second");
    await expectNothingToDo(terraform);
  },
);

acceptanceTest(
  "a step that fails leaves what was done in the state, and the next apply does the rest",
  async ({ stack, terraform }) => {
    terraform.write("main.tf", instanceImage(`image_name = "before"`));
    await terraform.apply();
    await stack.breakRequests({ action: "TagResources", fault: "error", code: "Forbidden.RAM", status: 403 });
    terraform.write("main.tf", instanceImage(`image_name = "after"\n${tagsArgument({ a: "1" })}`));
    const failed = await terraform.run("apply", "-auto-approve");
    expect(failed.exitCode).toBe(1);
    expect(stored(terraform)).toMatchObject({ image_name: "after", tags: null });
    await stack.breakRequests();
    await stack.forgetRequests();
    await terraform.apply();
    expect(stack.changes()).toEqual(["TagResources"]);
    expect(await stack.onlyTags()).toEqual({ a: "1" });
    await expectNothingToDo(terraform);
  },
);
