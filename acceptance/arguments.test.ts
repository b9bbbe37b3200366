import { expect } from "vitest";
import { acceptanceTest } from "./support/acceptance-test.ts";
import { failureOf } from "./support/checks.ts";
import { image, instanceImage } from "./support/hcl.ts";
import { SYSTEM_SNAPSHOT } from "./support/test-stack.ts";
import { findings } from "./support/validation.ts";

acceptanceTest("several mistakes are reported at once, each on its own line", async ({ terraform }) => {
  const found = await findings(terraform, {
    "main.tf": image(`instance_id = "i-1"
snapshot_id = "s-1"
image_name = "1"
description = "d"
tags = { "acs:a" = "b" }
disk_device_mapping {
  size = 1
}
timeouts {
  create = "soon"
}`),
  });
  expect(found.map(({ lineNumber, summary }) => `${lineNumber}: ${summary}`).sort()).toEqual([
    "11: Invalid value for timeouts.create",
    "3: Conflicting arguments",
    "4: Invalid value for image_name",
    "5: Invalid value for description",
    "6: Invalid tag key",
    "7: Conflicting arguments",
    "7: Conflicting arguments",
    "7: No snapshot in disk_device_mapping",
    "8: Invalid value for disk_device_mapping[0].size",
  ]);
});

acceptanceTest("nothing is called while the configuration is wrong", async ({ stack, terraform }) => {
  terraform.write("main.tf", instanceImage(`snapshot_id = "${SYSTEM_SNAPSHOT}"`));
  for (const command of [["plan"], ["apply", "-auto-approve"]]) {
    const error = await failureOf(terraform, ...command);
    expect(error).toContain("on main.tf line 3");
  }
  expect(stack.requests()).toEqual([]);
});

acceptanceTest(
  "a create without any source fails at plan and names the three",
  async ({ stack, terraform }) => {
    terraform.write("main.tf", image(`image_name = "without-source"`));
    const error = await failureOf(terraform, "plan");
    expect(error).toMatch(/Missing source of the image.*instance_id.*snapshot_id.*disk_device_mapping/);
    expect(error).toContain(
      'with alibabacloudstack_image.default, on main.tf line 1, in resource "alibabacloudstack_image" "default"',
    );
    expect(stack.requests()).toEqual([]);
  },
);
