import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect } from "vitest";
import { acceptanceTest } from "../support/acceptance-test.ts";
import {
  expectNothingToDo,
  failureOf,
  plannedChange,
  stored,
  storedId,
  waitForCall,
} from "../support/checks.ts";
import { IMAGE, image } from "../support/hcl.ts";
import { providerExecutable } from "../support/provider-build.ts";
import { SYSTEM_SNAPSHOT } from "../support/test-stack.ts";
import { unframed } from "../support/text.ts";
import { proxiedTest } from "./proxied-test.ts";
import { ScenarioWorkspace } from "./scenario-workspace.ts";
import { startTestbed } from "./testbed.ts";

/** From the interrupt to the end of terraform: the waits end within a second; terraform writes its state and leaves. */
const PROMPTLY_MS = 2500;

const named = (name: string, more = "") =>
  image(`snapshot_id = "${SYSTEM_SNAPSHOT}"\nimage_name = "${name}"\n${more}`);

describe("the first Ctrl-C", () => {
  acceptanceTest(
    "ends the wait for an image at once; the next apply picks up",
    async ({ stack, terraform }) => {
      await stack.setDurations({ imageSeconds: 600 });
      terraform.write("main.tf", named("one"));
      const apply = terraform.start("apply", "-auto-approve");
      await waitForCall(stack, "DescribeImages");
      await sleep(200);
      const interruptedAt = performance.now();
      apply.interrupt();
      const { exitCode, stderr } = await apply.result;
      expect(performance.now() - interruptedAt).toBeLessThan(PROMPTLY_MS);
      expect(exitCode).toBe(1);
      const { ImageId } = await stack.onlyImage();
      expect(unframed(stderr)).toMatch(
        new RegExp(
          `The image ${ImageId} was created, but Terraform was interrupted before it was Available: its status is Creating at \\d+%\\. The service goes on creating it`,
        ),
      );
      expect(terraform.state().get(IMAGE)).toMatchObject({
        tainted: true,
        attributes: { id: ImageId, image_name: "one", status: "Creating" },
      });
      await stack.setDurations({ imageSeconds: 0.2 });
      stack.advance(600_000);
      expect((await plannedChange(terraform)).actions).toEqual(["delete", "create"]);
      await terraform.apply("test.tfplan");
      expect(storedId(terraform)).toBe((await stack.onlyImage()).ImageId);
      await expectNothingToDo(terraform);
    },
  );

  acceptanceTest(
    "ends the waits of many images at once, each with its own state",
    async ({ stack, terraform }) => {
      await stack.setDurations({ imageSeconds: 600 });
      terraform.write("main.tf", named(`image-\${count.index}`, "count = 8"));
      const apply = terraform.start("apply", "-auto-approve");
      await expect.poll(async () => (await stack.images()).length, { timeout: 20_000 }).toBe(8);
      await sleep(300);
      const interruptedAt = performance.now();
      apply.interrupt();
      await apply.result;
      expect(performance.now() - interruptedAt).toBeLessThan(PROMPTLY_MS);
      const ids = [...terraform.state().values()].map(({ attributes }) => attributes.id).sort();
      expect(ids).toEqual((await stack.images()).map(({ ImageId }) => ImageId).sort());
    },
  );

  acceptanceTest(
    "ends the wait for a deletion at once; the next destroy picks up",
    async ({ stack, terraform }) => {
      await stack.setDurations({ deleteSeconds: 600 });
      terraform.write("main.tf", named("one"));
      await terraform.apply();
      const imageId = storedId(terraform);
      const destroy = terraform.start("destroy", "-auto-approve");
      await waitForCall(stack, "DeleteImage");
      await sleep(200);
      const interruptedAt = performance.now();
      destroy.interrupt();
      const { stderr } = await destroy.result;
      expect(performance.now() - interruptedAt).toBeLessThan(PROMPTLY_MS);
      expect(unframed(stderr)).toContain(
        `The service accepted the deletion of the image ${imageId}, but Terraform was interrupted before it was gone. It stays in the state. Run the command again.`,
      );
      expect(storedId(terraform)).toBe(imageId);
      stack.advance(600_000);
      await terraform.destroy();
      expect(await stack.images()).toEqual([]);
    },
  );

  acceptanceTest("ends an update that is throttled; the next apply does it", async ({ stack, terraform }) => {
    terraform.write("main.tf", named("one"));
    await terraform.apply();
    terraform.write("main.tf", named("two"));
    await stack.breakRequests({ action: "ModifyImageAttribute", fault: "throttle", ms: 300, count: 1000 });
    const apply = terraform.start("apply", "-auto-approve");
    await waitForCall(stack, "ModifyImageAttribute");
    const interruptedAt = performance.now();
    apply.interrupt();
    const { stderr } = await apply.result;
    expect(performance.now() - interruptedAt).toBeLessThan(PROMPTLY_MS);
    expect(unframed(stderr)).toMatch(
      /The change of the image \S+ is incomplete, because Terraform was interrupted.*code Throttling\.User/,
    );
    expect(stored(terraform).image_name).toBe("one");
    await stack.breakRequests();
    await terraform.apply();
    expect((await stack.onlyImage()).ImageName).toBe("two");
  });
});

describe("Ctrl-C twice", () => {
  acceptanceTest(
    "during the wait leaves at once, and the image is in the state",
    async ({ stack, terraform }) => {
      await stack.setDurations({ imageSeconds: 600 });
      terraform.write("main.tf", named("one"));
      const apply = terraform.start("apply", "-auto-approve");
      await waitForCall(stack, "DescribeImages");
      apply.interrupt();
      apply.interrupt();
      expect((await apply.result).exitCode).toBe(1);
      const { ImageId } = await stack.onlyImage();
      stack.advance(600_000);
      // Terraform may leave before it has written what the provider answered: then the next apply names the image.
      if (!terraform.state().has(IMAGE)) {
        expect(await failureOf(terraform, "apply", "-auto-approve")).toContain(
          `terraform import <address of the resource> ${ImageId}`,
        );
        await terraform.import(IMAGE, ImageId);
      }
      expect(storedId(terraform)).toBe(ImageId);
    },
  );
});

describe("a provider that is killed with -9 in the middle of CreateImage", () => {
  proxiedTest.for(["kill provider", "kill terraform"] as const)(
    "(%s): the next apply names the image, and its advice leads back to one image",
    async (what, { stack, proxy }) => {
      const testbed = await startTestbed(providerExecutable());
      const workspace = await ScenarioWorkspace.create(testbed, {
        ...stack.environment,
        ALIBABACLOUDSTACK_ECS_ENDPOINT: proxy.endpoint,
      });
      try {
        const { terraform } = workspace;
        terraform.write("main.tf", named("one", 'description = "the one"\ntags = { a = "1" }'));
        // The image is made, and its ID is on the way to the provider.
        const done = new Promise<void>((resolve) => {
          proxy.intercept({
            onResponse: async ({ action }) => {
              if (action !== "CreateImage") return;
              resolve();
              await sleep(1000);
            },
          });
        });
        const apply = terraform.start("apply", "-auto-approve");
        await done;
        expect(testbed.programs.kill(what === "kill provider" ? "provider" : "terraform")).toBe(true);
        expect((await apply.result).exitCode).not.toBe(0);
        expect(await testbed.programs.waitForProviders(3000)).toBe(true);
        proxy.intercept({});
        const { ImageId } = await stack.onlyImage();
        expect(workspace.state().size).toBe(0);

        const error = await failureOf(terraform, "apply", "-auto-approve");
        expect(error).toMatch(
          new RegExp(
            `the name is taken.*image "one".*The name belongs to the image ${ImageId} .*terraform import <address of the resource> ${ImageId}\\.`,
          ),
        );
        await terraform.import(IMAGE, ImageId);
        await terraform.apply();
        expect(storedId(terraform)).toBe(ImageId);
        await expectNothingToDo(terraform);
        await terraform.destroy();
        expect(await stack.images()).toEqual([]);
      } finally {
        await workspace.close();
        await testbed.close();
      }
    },
  );
});
