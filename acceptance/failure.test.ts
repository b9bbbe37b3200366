import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect } from "vitest";
import { acceptanceTest } from "./support/acceptance-test.ts";
import { expectNothingToDo, failureOf, plannedChange, stored, waitForCall } from "./support/checks.ts";
import { IMAGE, image, instanceImage, providerBlock, tagsArgument } from "./support/hcl.ts";
import { DATA_SNAPSHOT, SYSTEM_SNAPSHOT } from "./support/test-stack.ts";
import { unframed } from "./support/text.ts";

describe("a creation that the service gives up", () => {
  acceptanceTest.for(["CreateFailed", "UnAvailable"])(
    "with %s fails at once and keeps the image as tainted",
    async (Status, { stack, terraform }) => {
      await stack.setDurations({ imageSeconds: 600 });
      terraform.write("main.tf", image(`snapshot_id = "${SYSTEM_SNAPSHOT}"`));
      const apply = terraform.start("apply", "-auto-approve");
      await waitForCall(stack, "DescribeImages");
      const { ImageId } = await stack.onlyImage();
      await stack.changeImage(ImageId, { Status, Progress: "42%" });
      const { exitCode, stderr } = await apply.result;
      expect(exitCode).toBe(1);
      expect(unframed(stderr)).toMatch(
        new RegExp(
          `The service could not create the image ${ImageId} \\(CreateImage, request ID [0-9A-F-]{36}\\): its status is ${Status} at 42%\\.`,
        ),
      );
      expect(terraform.state().get(IMAGE)).toMatchObject({ tainted: true, attributes: { id: ImageId } });

      await stack.setDurations({ imageSeconds: 0.2 });
      expect((await plannedChange(terraform)).actions).toEqual(["delete", "create"]);
      await terraform.apply("test.tfplan");
      expect((await stack.onlyImage()).ImageId).not.toBe(ImageId);
      await expectNothingToDo(terraform);
    },
  );
});

acceptanceTest(
  "an image that disappears while it is created is an error that says so",
  async ({ stack, terraform }) => {
    await stack.setDurations({ imageSeconds: 600 });
    terraform.write("main.tf", instanceImage());
    const apply = terraform.start("apply", "-auto-approve");
    await waitForCall(stack, "DescribeImages");
    const { ImageId } = await stack.onlyImage();
    await stack.removeImage(ImageId);
    const { stderr } = await apply.result;
    expect(unframed(stderr)).toContain(
      `The image ${ImageId} was deleted outside of Terraform while it was being created.`,
    );
  },
);

describe("what ends by itself is repeated, and exactly one image is made", () => {
  acceptanceTest.for([
    ["throttling", { fault: "throttle", ms: 100, count: 2 }, 3],
    ["a service error", { fault: "error", status: 500, count: 2 }, 3],
    ["an unavailable service", { fault: "error", status: 503, code: "ServiceUnavailable" }, 2],
    ["a connection cut before the work", { fault: "drop-before", count: 2 }, 3],
    ["a connection cut after the work", { fault: "drop-after" }, 2],
    ["connections cut after the work, again and again", { fault: "drop-after", count: 3 }, 4],
    ["a busy source", { fault: "error", status: 400, code: "IncorrectInstanceStatus", count: 2 }, 3],
  ] as const)("%s of CreateImage", async ([, fault, attempts], { stack, terraform }) => {
    await stack.breakRequests({ action: "CreateImage", ...fault });
    terraform.write("main.tf", instanceImage(`image_name = "once"`));
    await terraform.apply();
    const requests = stack.requests("CreateImage");
    expect(requests).toHaveLength(attempts);
    expect(new Set(requests.map(({ parameters }) => parameters.ClientToken)).size).toBe(1);
    expect(stored(terraform).id).toBe((await stack.onlyImage()).ImageId);
    await expectNothingToDo(terraform);
  });

  acceptanceTest("errors while waiting, reading, changing and deleting", async ({ stack, terraform }) => {
    const twice = { fault: "error", status: 500, nth: 2, count: 2 } as const;
    const once = { fault: "drop-after", nth: 1 } as const;
    await stack.breakRequests(
      { action: "DescribeImages", ...twice },
      { action: "ModifyImageAttribute", ...once },
      { action: "TagResources", ...once },
      { action: "UntagResources", ...once },
      { action: "DeleteImage", ...once },
    );
    terraform.write("main.tf", instanceImage(`image_name = "before"\n${tagsArgument({ a: "1" })}`));
    await terraform.apply();
    terraform.write("main.tf", instanceImage(`image_name = "after"\n${tagsArgument({ b: "1" })}`));
    await terraform.apply();
    expect(await stack.onlyImage()).toMatchObject({ ImageName: "after" });
    expect(await stack.onlyTags()).toEqual({ b: "1" });
    await terraform.destroy();
    expect(await stack.images()).toEqual([]);
    const broken = stack.requests().filter(({ fault }) => fault !== null);
    expect(broken).toHaveLength(6);
  });
});

describe("an error says what was done to what, why it failed and what to do next", () => {
  acceptanceTest("when every answer to CreateImage is lost", async ({ stack, terraform }) => {
    await stack.breakRequests({ action: "CreateImage", fault: "drop-before", count: 1000 });
    terraform.write("main.tf", providerBlock("max_retries = 1") + instanceImage(`image_name = "lost"`));
    const error = await failureOf(terraform, "apply", "-auto-approve");
    expect(error).toMatch(/The image may have been created.*the image "lost".*terraform import/);
  });

  acceptanceTest("when the image name is taken", async ({ stack, terraform }) => {
    await stack.call("CreateImage", { SnapshotId: SYSTEM_SNAPSHOT, ImageName: "taken" });
    terraform.write("main.tf", instanceImage(`image_name = "taken"`));
    const error = await failureOf(terraform, "apply", "-auto-approve");
    expect(error).toMatch(
      /CreateImage of image "taken" failed: .*InvalidImageName\.Duplicated, HTTP 400, request ID/,
    );
    expect(error).toMatch(/choose another image_name|import/);
    expect(terraform.state().has(IMAGE)).toBe(false);
  });

  acceptanceTest.for([
    ["instance", `instance_id = "i-doesnotexist"`, "InvalidInstanceId.NotFound"],
    ["snapshot", `snapshot_id = "s-doesnotexist"`, "InvalidSnapshotId.NotFound"],
  ] as const)("when the %s does not exist", async ([, hcl, code], { stack, terraform }) => {
    terraform.write("main.tf", image(hcl));
    const error = await failureOf(terraform, "apply", "-auto-approve");
    expect(error).toMatch(
      new RegExp(`Cannot create the image.*CreateImage.*does not exist.*${code}, HTTP 404, request ID`),
    );
    expect(stack.requests("CreateImage")).toHaveLength(1);
    expect(terraform.state().has(IMAGE)).toBe(false);
  });

  acceptanceTest(
    "when a disk is smaller than its snapshot, already while planning",
    async ({ stack, terraform }) => {
      terraform.write(
        "main.tf",
        image(
          `disk_device_mapping {\nsnapshot_id = "${SYSTEM_SNAPSHOT}"\n}\ndisk_device_mapping {\nsnapshot_id = "${DATA_SNAPSHOT}"\nsize = 5\n}`,
        ),
      );
      const error = await failureOf(terraform, "plan", "-input=false");
      expect(error).toMatch(
        new RegExp(
          `size of disk_device_mapping 2 of 2 is 5 GiB, but its snapshot ${DATA_SNAPSHOT} needs at least \\d+ GiB`,
        ),
      );
      expect(stack.changes()).toEqual([]);
    },
  );

  acceptanceTest.for([
    ["access key", { ALIBABACLOUDSTACK_ACCESS_KEY: "not-a-key" }, "InvalidAccessKeyId.NotFound"],
    ["secret key", { ALIBABACLOUDSTACK_SECRET_KEY: "not-its-secret" }, "SignatureDoesNotMatch"],
  ] as const)("when the %s is wrong", async ([, env, code], { stack, workspaceWith }) => {
    const wrong = await workspaceWith(env);
    wrong.write("main.tf", instanceImage());
    const result = await wrong.run("apply", "-auto-approve");
    const error = unframed(result.stderr);
    expect(error.match(/Error: /g)).toHaveLength(1);
    expect(error).toContain(code);
    expect(error).toMatch(/Check access_key, secret_key and security_token of the provider block/);
    expect(error).not.toContain("not-its-secret");
    expect(stack.requests()).toHaveLength(1);
  });

  acceptanceTest("when the account may not do it", async ({ stack, terraform }) => {
    await stack.breakRequests({ action: "CreateImage", fault: "error", code: "Forbidden.RAM", status: 403 });
    terraform.write("main.tf", instanceImage());
    const error = await failureOf(terraform, "apply", "-auto-approve");
    expect(error.match(/Error: /g)).toHaveLength(1);
    expect(error).toMatch(/Cannot create the image.*Forbidden\.RAM, HTTP 403.*Ask for the permission/);
  });

  acceptanceTest("when nothing listens at the endpoint", async ({ workspaceWith }) => {
    const nowhere = await workspaceWith({ ALIBABACLOUDSTACK_ECS_ENDPOINT: "http://127.0.0.1:1" });
    nowhere.write("main.tf", providerBlock("max_retries = 1") + instanceImage());
    const error = await failureOf(nowhere, "apply", "-auto-approve");
    expect(error.match(/Error: /g)).toHaveLength(1);
    expect(error).toMatch(/Cannot create the image.*ECONNREFUSED.*Check the endpoint, protocol and proxy/);
  });
});

describe("Ctrl-C", () => {
  acceptanceTest(
    "during the wait ends promptly with the image in the state",
    async ({ stack, terraform }) => {
      await stack.setDurations({ imageSeconds: 600 });
      terraform.write("main.tf", instanceImage(`image_name = "interrupted"`));
      const apply = terraform.start("apply", "-auto-approve");
      await waitForCall(stack, "DescribeImages");
      const interruptedAt = performance.now();
      apply.interrupt();
      const { exitCode, stderr } = await apply.result;
      expect(performance.now() - interruptedAt).toBeLessThan(5000);
      expect(exitCode).toBe(1);
      const { ImageId } = await stack.onlyImage();
      expect(unframed(stderr)).toMatch(
        new RegExp(`The image ${ImageId} was created, but Terraform was interrupted before it was Available`),
      );
      expect(terraform.state().get(IMAGE)).toMatchObject({
        tainted: true,
        attributes: { id: ImageId, image_name: "interrupted" },
      });
      stack.advance(600_000);
      expect((await terraform.run("untaint", IMAGE)).exitCode).toBe(0);
      await expectNothingToDo(terraform);
    },
  );

  acceptanceTest("while CreateImage is under way does not lose the image", async ({ stack, terraform }) => {
    await stack.breakRequests({ action: "CreateImage", fault: "slow", ms: 2000 });
    terraform.write("main.tf", instanceImage());
    const apply = terraform.start("apply", "-auto-approve");
    await apply.output(/Creating\.\.\./);
    await sleep(500);
    apply.interrupt();
    await apply.result;
    expect(stored(terraform).id).toBe((await stack.onlyImage()).ImageId);
  });
});
