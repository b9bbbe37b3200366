import { expect } from "vitest";
import { acceptanceTest } from "./support/acceptance-test.ts";
import { SYSTEM_SNAPSHOT } from "./support/test-stack.ts";

const COUNT = 100;

acceptanceTest(
  "100 images: created, planned with at most 20 DescribeImages, changed and destroyed",
  async ({ stack, terraform }) => {
    const images = (tag: string) => `resource "alibabacloudstack_image" "many" {
    count       = ${COUNT}
    snapshot_id = "${SYSTEM_SNAPSHOT}"
    image_name  = "image-\${count.index}"
    tags        = { tag = "${tag}" }
  }`;
    terraform.write("main.tf", images("first"));
    await terraform.apply();
    expect(new Set((await stack.images()).map(({ ImageName }) => ImageName)).size).toBe(COUNT);

    await stack.forgetRequests();
    expect(await terraform.isPlanEmpty()).toBe(true);
    const looks = stack.requests("DescribeImages");
    expect(looks.length).toBeLessThanOrEqual(20);
    expect(stack.requests().length).toBe(looks.length);

    const [first] = await stack.images();
    await stack.removeImage(first?.ImageId ?? "");
    const plan = await terraform.plan();
    const changes = plan.resource_changes?.filter(({ change }) => change.actions[0] !== "no-op");
    expect(changes?.map(({ address, change }) => [address, ...change.actions])).toEqual([
      [`alibabacloudstack_image.many[${first?.ImageName.slice("image-".length)}]`, "create"],
    ]);
    await terraform.apply("test.tfplan");

    terraform.write("main.tf", images("second"));
    const { stdout } = await terraform.apply();
    expect(stdout).toContain(`0 added, ${COUNT} changed, 0 destroyed`);
    expect(await terraform.isPlanEmpty()).toBe(true);

    await terraform.destroy();
    expect(await stack.images()).toEqual([]);
  },
);
