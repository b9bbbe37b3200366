import { describe, expect } from "vitest";
import { acceptanceTest } from "./support/acceptance-test.ts";
import { expectNothingToDo, failureOf, plannedChange, stored } from "./support/checks.ts";
import { IMAGE, image, instanceImage } from "./support/hcl.ts";
import { DATA_SNAPSHOT, RUNNING_INSTANCE, SYSTEM_SNAPSHOT } from "./support/test-stack.ts";

/** A value that is known only after apply, as `terraform_data.NAME.output`. */
const later = (name: string, value: unknown) =>
  `resource "terraform_data" "${name}" {\ninput = ${JSON.stringify(value)}\n}\n`;

describe("a source that is known only after apply", () => {
  acceptanceTest.for([
    [
      "instance_id",
      `${image("instance_id = terraform_data.source.output")}${later("source", RUNNING_INSTANCE)}`,
      { instance_id: RUNNING_INSTANCE },
    ],
    [
      "snapshot_id",
      `${image("snapshot_id = terraform_data.source.output")}${later("source", SYSTEM_SNAPSHOT)}`,
      { snapshot_id: SYSTEM_SNAPSHOT },
    ],
    [
      "snapshot_id and size of a disk",
      `${image(`disk_device_mapping {
        snapshot_id = terraform_data.source.output
        size        = terraform_data.size.output
      }`)}${later("source", SYSTEM_SNAPSHOT)}${later("size", 55)}`,
      { disk_device_mapping: [{ snapshot_id: SYSTEM_SNAPSHOT, size: 55 }] },
    ],
    [
      "the disks as a whole",
      `${image(`dynamic "disk_device_mapping" {
        for_each = terraform_data.source.output
        content {
          snapshot_id = disk_device_mapping.value
        }
      }`)}${later("source", [SYSTEM_SNAPSHOT, DATA_SNAPSHOT])}`,
      { disk_device_mapping: [{ snapshot_id: SYSTEM_SNAPSHOT }, { snapshot_id: DATA_SNAPSHOT }] },
    ],
  ] as const)("%s", async ([, hcl, attributes], { terraform }) => {
    terraform.write("main.tf", hcl);
    expect((await plannedChange(terraform)).actions).toEqual(["create"]);
    await terraform.apply("test.tfplan");
    expect(stored(terraform)).toMatchObject(attributes);
    await expectNothingToDo(terraform);
  });

  acceptanceTest(
    "conflicts with another one as soon as it is known, before anything is created",
    async ({ stack, terraform }) => {
      terraform.write(
        "main.tf",
        `${instanceImage("snapshot_id = terraform_data.source.output")}${later("source", SYSTEM_SNAPSHOT)}`,
      );
      expect((await plannedChange(terraform)).actions).toEqual(["create"]);
      const error = await failureOf(terraform, "apply", "-auto-approve");
      expect(error).toMatch(/snapshot_id conflicts with instance_id/);
      expect(stack.changes()).toEqual([]);
    },
  );

  acceptanceTest("may turn out to be null beside another one", async ({ terraform }) => {
    terraform.write(
      "main.tf",
      `${instanceImage("snapshot_id = terraform_data.source.output")}${later("source", null)}`,
    );
    await terraform.apply();
    expect(stored(terraform)).toMatchObject({ instance_id: RUNNING_INSTANCE, snapshot_id: null });
    await expectNothingToDo(terraform);
  });

  acceptanceTest("must not turn out to be null alone", async ({ stack, terraform }) => {
    terraform.write(
      "main.tf",
      `${image("snapshot_id = terraform_data.source.output")}${later("source", null)}`,
    );
    expect(await failureOf(terraform, "apply", "-auto-approve")).toContain("Missing source of the image");
    expect(stack.changes()).toEqual([]);
  });
});

acceptanceTest(
  "name, description and values of tags may be known only after apply",
  async ({ stack, terraform }) => {
    terraform.write(
      "main.tf",
      `${instanceImage(`image_name = terraform_data.name.output
      description = terraform_data.name.output
      tags = { fixed = "1", (terraform_data.name.input) = terraform_data.name.output }`)}${later("name", "from-data")}`,
    );
    const { after_unknown } = await plannedChange(terraform);
    expect(after_unknown).toMatchObject({ image_name: true, description: true, tags: { "from-data": true } });
    await terraform.apply("test.tfplan");
    expect(await stack.onlyImage()).toMatchObject({ ImageName: "from-data", Description: "from-data" });
    expect(await stack.onlyTags()).toEqual({ fixed: "1", "from-data": "from-data" });
    await expectNothingToDo(terraform);
  },
);

acceptanceTest(
  "a rule is checked as soon as its value is known, before anything is created",
  async ({ stack, terraform }) => {
    terraform.write(
      "main.tf",
      `${instanceImage("image_name = terraform_data.name.output")}${later("name", "1")}`,
    );
    expect((await plannedChange(terraform)).actions).toEqual(["create"]);
    expect(await failureOf(terraform, "apply", "-auto-approve")).toContain(
      "image_name must be 2 to 128 characters",
    );
    expect(stack.changes()).toEqual([]);
  },
);

acceptanceTest(
  "tags that change to a value known only after apply are changed in place",
  async ({ stack, terraform }) => {
    terraform.write("main.tf", instanceImage(`tags = { a = "1", b = "2" }`));
    await terraform.apply();
    terraform.write(
      "main.tf",
      `${instanceImage("tags = { a = terraform_data.tag.output }")}${later("tag", "new")}`,
    );
    expect((await plannedChange(terraform)).actions).toEqual(["update"]);
    await terraform.apply("test.tfplan");
    expect(await stack.onlyTags()).toEqual({ a: "new" });
    await expectNothingToDo(terraform);
  },
);

describe("a provider configuration that is known only after apply", () => {
  acceptanceTest.override("setup", async () => ({ env: { ALIBABACLOUDSTACK_ECS_ENDPOINT: undefined } }));
  const provider = `provider "alibabacloudstack" {
    endpoints {
      ecs = terraform_data.endpoint.output
    }
  }\n`;

  acceptanceTest("is enough to plan a create", async ({ stack, terraform }) => {
    terraform.write("main.tf", `${provider}${instanceImage()}${later("endpoint", stack.local.endpoint)}`);
    expect((await plannedChange(terraform)).actions).toEqual(["create"]);
    expect(stack.requests()).toEqual([]);
    await terraform.apply("test.tfplan");
    await expectNothingToDo(terraform);
  });

  acceptanceTest(
    "is a clear error where the provider has to call the service",
    async ({ stack, terraform }) => {
      terraform.write("main.tf", `${provider}${instanceImage()}${later("endpoint", stack.local.endpoint)}`);
      await terraform.apply();
      terraform.write(
        "main.tf",
        `${provider}${instanceImage()}${later("endpoint", `${stack.local.endpoint}/`)}`,
      );
      const error = await failureOf(terraform, "plan");
      expect(error).toMatch(/Provider configuration is not known yet.*endpoints\.ecs.*-target/);
      expect(stored(terraform, IMAGE).status).toBe("Available");
    },
  );
});
