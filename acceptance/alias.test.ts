import { describe, expect } from "vitest";
import { acceptanceTest } from "./support/acceptance-test.ts";
import { expectNothingToDo, failureOf, plannedChange, stored, storedId } from "./support/checks.ts";
import { RUNNING_INSTANCE, STOPPED_INSTANCE } from "./support/test-stack.ts";

const block = (type: string, body: string, name = "default") =>
  `resource "${type}" "${name}" {\n${body}\n}\n`;
const source = `instance_id = "${RUNNING_INSTANCE}"`;
const ALIAS = "alibabacloudstack_ecs_image";
const NAME = "alibabacloudstack_image";

acceptanceTest(
  "alibabacloudstack_ecs_image creates, changes, replaces, imports and destroys as the other name does",
  async ({ stack, terraform }) => {
    const address = `${ALIAS}.default`;
    terraform.write("main.tf", block(ALIAS, `${source}\nimage_name = "alias"\ntags = { a = "1" }`));
    await terraform.apply();
    const imageId = storedId(terraform, address);
    expect(await stack.onlyImage()).toMatchObject({
      ImageId: imageId,
      ImageName: "alias",
      Status: "Available",
    });
    await expectNothingToDo(terraform);

    terraform.write("main.tf", block(ALIAS, `${source}\nimage_name = "renamed"`));
    await terraform.apply();
    expect(stored(terraform, address)).toMatchObject({ id: imageId, image_name: "renamed", tags: null });

    expect((await terraform.run("state", "rm", address)).exitCode).toBe(0);
    await terraform.import(address, imageId);
    await expectNothingToDo(terraform);
    await terraform.apply("-refresh-only");

    terraform.write(
      "main.tf",
      block(ALIAS, `${source}\nimage_name = "renamed"\ndescription = "adopts the source"`),
    );
    await terraform.apply();
    terraform.write("main.tf", block(ALIAS, `instance_id = "${STOPPED_INSTANCE}"`));
    expect((await plannedChange(terraform, address)).actions).toEqual(["delete", "create"]);
    await terraform.destroy();
    expect(await stack.images()).toEqual([]);
  },
);

acceptanceTest("the alias has the same rules", async ({ stack, terraform }) => {
  terraform.write("main.tf", block(ALIAS, `${source}\nsnapshot_id = "s-1"\nimage_name = "1"`));
  const error = await failureOf(terraform, "plan");
  expect(error).toContain("snapshot_id conflicts with instance_id");
  expect(error).toContain("image_name must be 2 to 128 characters");
  expect(stack.requests()).toEqual([]);
});

describe("a moved block changes the name of the resource type and nothing else", () => {
  acceptanceTest.for([
    [NAME, ALIAS],
    [ALIAS, NAME],
  ] as const)("from %s to %s", async ([from, to], { stack, terraform }) => {
    const body = `${source}\nimage_name = "moved"\nforce = true\ntags = { a = "1" }\ntimeouts {\ncreate = "20m"\n}`;
    terraform.write("main.tf", block(from, body, "old"));
    await terraform.apply();
    const imageId = storedId(terraform, `${from}.old`);
    await stack.forgetRequests();
    terraform.write("main.tf", `${block(to, body, "new")}moved {\nfrom = ${from}.old\nto = ${to}.new\n}`);
    const { actions } = await plannedChange(terraform, `${to}.new`);
    expect(actions).toEqual(["no-op"]);
    await terraform.apply("test.tfplan");
    expect(stored(terraform, `${to}.new`)).toMatchObject({
      id: imageId,
      instance_id: RUNNING_INSTANCE,
      force: true,
    });
    expect(stack.changes()).toEqual([]);
    await expectNothingToDo(terraform);
  });
});
