import { describe, expect, onTestFinished } from "vitest";
import { acceptanceTest } from "./support/acceptance-test.ts";
import { expectNothingToDo, failureOf, stored } from "./support/checks.ts";
import { IMAGE, instanceImage, providerBlock } from "./support/hcl.ts";
import { type SeverableLink, startSeverableLink } from "./support/severable-link.ts";
import type { TestStack } from "./support/test-stack.ts";
import { unframed } from "./support/text.ts";

/** So that the client itself gives up soon: what outlasts the outage is the wait. */
const impatient = providerBlock("max_retries = 1");

/** A link to the stack, and the variable that makes the provider use it. */
async function linkTo(stack: TestStack) {
  const link = await startSeverableLink(stack.local.endpoint);
  onTestFinished(() => link.close());
  return { link, env: { ALIBABACLOUDSTACK_ECS_ENDPOINT: `http://127.0.0.1:${link.port}` } };
}

/** Cuts the link until the provider has tried in vain for longer than its client repeats a call. */
async function outage(link: SeverableLink): Promise<void> {
  link.sever();
  await expect.poll(() => link.refused, { timeout: 60_000 }).toBeGreaterThan(5);
}

describe("an outage of the service", () => {
  acceptanceTest("during the creation of an image is outlasted", async ({ stack, workspaceWith }) => {
    const { link, env } = await linkTo(stack);
    const terraform = await workspaceWith(env);
    await stack.setDurations({ imageSeconds: 600 });
    terraform.write("main.tf", impatient + instanceImage());
    const apply = terraform.start("apply", "-auto-approve");
    await expect.poll(() => stack.requests("DescribeImages").length, { timeout: 20_000 }).toBeGreaterThan(0);
    await outage(link);
    stack.advance(600_000);
    link.restore();
    const { exitCode, stderr } = await apply.result;
    expect(exitCode, stderr).toBe(0);
    expect(stored(terraform)).toMatchObject({ id: (await stack.onlyImage()).ImageId, status: "Available" });
    expect(terraform.state().get(IMAGE)?.tainted).toBe(false);
    await expectNothingToDo(terraform);
  });

  acceptanceTest("during the deletion of an image is outlasted", async ({ stack, workspaceWith }) => {
    const { link, env } = await linkTo(stack);
    const terraform = await workspaceWith(env);
    terraform.write("main.tf", impatient + instanceImage());
    await terraform.apply();
    await stack.setDurations({ deleteSeconds: 600 });
    const destroy = terraform.start("destroy", "-auto-approve");
    await expect.poll(() => stack.requests("DeleteImage").length, { timeout: 20_000 }).toBe(1);
    await outage(link);
    stack.advance(600_000);
    link.restore();
    const { exitCode, stderr } = await destroy.result;
    expect(exitCode, stderr).toBe(0);
    expect(await stack.images()).toEqual([]);
  });

  acceptanceTest(
    "that lasts until the timeout is an error that says that the image exists, and how to keep it",
    async ({ stack, workspaceWith }) => {
      const { link, env } = await linkTo(stack);
      const terraform = await workspaceWith(env);
      await stack.setDurations({ imageSeconds: 600 });
      terraform.write("main.tf", impatient + instanceImage('timeouts {\ncreate = "8s"\n}'));
      const apply = terraform.start("apply", "-auto-approve");
      await expect
        .poll(() => stack.requests("DescribeImages").length, { timeout: 20_000 })
        .toBeGreaterThan(0);
      link.sever();
      const { exitCode, stderr } = await apply.result;
      expect(exitCode).toBe(1);
      const { ImageId } = await stack.onlyImage();
      expect(unframed(stderr)).toMatch(
        new RegExp(
          `The image ${ImageId} was created, but the timeout of 8s passed before it was Available: its status is Creating.*The last attempt failed: .*"terraform untaint"`,
        ),
      );
      expect(terraform.state().get(IMAGE)).toMatchObject({ tainted: true, attributes: { id: ImageId } });
      link.restore();
      stack.advance(600_000);
      expect((await terraform.run("untaint", IMAGE)).exitCode).toBe(0);
      await expectNothingToDo(terraform);
    },
  );
});

acceptanceTest(
  "an instance that refuses to become an image is named at once, and does not use up the timeout",
  async ({ stack, terraform }) => {
    await stack.breakRequests({
      action: "CreateImage",
      fault: "error",
      status: 400,
      code: "IncorrectInstanceStatus",
      count: 1000,
    });
    terraform.write("main.tf", instanceImage());
    const startedAt = performance.now();
    const error = await failureOf(terraform, "apply", "-auto-approve");
    expect(performance.now() - startedAt).toBeLessThan(40_000);
    expect(error).toMatch(
      /Cannot create the image from instance i-local00000000000001.*IncorrectInstanceStatus.*The status of the instance i-local00000000000001 is Running/,
    );
  },
);
