import { expect } from "vitest";
import { acceptanceTest } from "./support/acceptance-test.ts";
import { expectNothingToDo, failureOf, storedId } from "./support/checks.ts";
import { IMAGE, image, instanceImage, providerBlock } from "./support/hcl.ts";
import { NEIGHBOUR_REGION, SYSTEM_SNAPSHOT, type TestStack } from "./support/test-stack.ts";

const elsewhere = providerBlock(`region = "${NEIGHBOUR_REGION}"`);
const bothRegions = ({ local }: TestStack) =>
  new RegExp(`is in region ${local.region}, but the provider is configured for region ${NEIGHBOUR_REGION}`);

acceptanceTest(
  "an image of another region than the provider's is not taken for deleted, and not forgotten",
  async ({ stack, terraform }) => {
    terraform.write("main.tf", instanceImage());
    await terraform.apply();
    const imageId = storedId(terraform);
    terraform.write("main.tf", elsewhere + instanceImage());
    for (const command of [
      ["plan"],
      ["plan", "-refresh=false"],
      ["apply", "-refresh-only", "-auto-approve"],
      ["destroy", "-auto-approve"],
      ["destroy", "-refresh=false", "-auto-approve"],
    ]) {
      expect(await failureOf(terraform, ...command), command.join(" ")).toMatch(bothRegions(stack));
      expect(storedId(terraform)).toBe(imageId);
    }
    expect(await stack.onlyImage()).toMatchObject({ ImageId: imageId });
    terraform.write("main.tf", instanceImage());
    await expectNothingToDo(terraform);
  },
);

acceptanceTest("the region of an imported image is stored too", async ({ stack, terraform }) => {
  const { ImageId } = await stack.call<{ ImageId: string }>("CreateImage", { SnapshotId: SYSTEM_SNAPSHOT });
  stack.advance(1000);
  terraform.write("main.tf", image(`snapshot_id = "${SYSTEM_SNAPSHOT}"`));
  await terraform.import(IMAGE, ImageId);
  terraform.write("main.tf", elsewhere + image(`snapshot_id = "${SYSTEM_SNAPSHOT}"`));
  expect(await failureOf(terraform, "plan")).toMatch(bothRegions(stack));
});
