import { describe, expect } from "vitest";
import { acceptanceTest } from "./support/acceptance-test.ts";
import { failureOf, storedId } from "./support/checks.ts";
import { IMAGE, instanceImage } from "./support/hcl.ts";

describe("an image that an instance uses", () => {
  acceptanceTest.for([
    ["unset", ""],
    ["false", "force = false"],
  ])(
    "stays while force is %s, and the error names the instance and both ways out",
    async ([, force], { stack, terraform }) => {
      terraform.write("main.tf", instanceImage(force));
      await terraform.apply();
      const imageId = storedId(terraform);
      const instanceId = await stack.runInstance(imageId);

      const error = await failureOf(terraform, "destroy", "-auto-approve");
      expect(error).toContain(`The image ${imageId} is used by ${instanceId}.`);
      expect(error).toMatch(/delete these instances or replace their system disks, or set force = true/);
      expect(stack.requests("DeleteImage")).toEqual([]);
      expect(await stack.onlyImage()).toMatchObject({ ImageId: imageId, Status: "Available" });
      expect(storedId(terraform)).toBe(imageId);

      await stack.call("DeleteInstance", { InstanceId: instanceId, Force: "true" });
      await terraform.destroy();
      expect(await stack.images()).toEqual([]);
    },
  );

  acceptanceTest("is deleted with force = true, and Force is sent", async ({ stack, terraform }) => {
    terraform.write("main.tf", instanceImage("force = true"));
    await terraform.apply();
    await stack.runInstance(storedId(terraform));
    await terraform.destroy();
    expect(await stack.images()).toEqual([]);
    expect(stack.requests("DeleteImage").map(({ parameters }) => parameters.Force)).toEqual(["true"]);
    expect(terraform.state().size).toBe(0);
  });

  acceptanceTest(
    "is deleted after force was set to true and applied, as the error advises",
    async ({ stack, terraform }) => {
      terraform.write("main.tf", instanceImage());
      await terraform.apply();
      await stack.runInstance(storedId(terraform));
      await failureOf(terraform, "destroy", "-auto-approve");
      terraform.write("main.tf", instanceImage("force = true"));
      await terraform.apply();
      await terraform.destroy();
      expect(await stack.images()).toEqual([]);
    },
  );

  acceptanceTest(
    "is refused with the same message when the service notices it first",
    async ({ stack, terraform }) => {
      terraform.write("main.tf", instanceImage());
      await terraform.apply();
      const imageId = storedId(terraform);
      await stack.breakRequests({
        action: "DeleteImage",
        fault: "error",
        code: "ImageUsingByInstance",
        status: 403,
      });
      const error = await failureOf(terraform, "destroy", "-auto-approve");
      expect(error).toMatch(new RegExp(`Image is in use.*The image ${imageId} is used by .*force = true`));
    },
  );

  acceptanceTest("is not named by more than ten instances", async ({ stack, terraform }) => {
    terraform.write("main.tf", instanceImage());
    await terraform.apply();
    await stack.call("RunInstances", {
      ImageId: storedId(terraform),
      InstanceType: "ecs.n4.large",
      Amount: 13,
    });
    const error = await failureOf(terraform, "destroy", "-auto-approve");
    expect(error).toMatch(/used by (?:i-\w+, ){9}i-\w+ and 3 more\./);
  });
});

acceptanceTest(
  "force unset and nobody using the image: DeleteImage without Force",
  async ({ stack, terraform }) => {
    terraform.write("main.tf", instanceImage());
    await terraform.apply();
    const imageId = storedId(terraform);
    await stack.forgetRequests();
    await terraform.destroy();
    expect(stack.requests("DescribeInstances").map(({ parameters }) => parameters.ImageId)).toEqual([
      imageId,
    ]);
    const [request, ...others] = stack.requests("DeleteImage");
    expect(others).toEqual([]);
    expect(request?.parameters).not.toMatchObject({ Force: "true" });
    expect(request?.parameters.ImageId).toBe(imageId);
  },
);

acceptanceTest(
  "an image that was deleted outside is no error, found by the refresh or by the deletion",
  async ({ stack, terraform }) => {
    for (const flags of [[], ["-refresh=false"]]) {
      terraform.write("main.tf", instanceImage());
      await terraform.apply();
      await stack.removeImage(storedId(terraform));
      await terraform.destroy(...flags);
      expect(terraform.state().has(IMAGE)).toBe(false);
    }
  },
);

acceptanceTest("destroy returns once the image is gone", async ({ stack, terraform }) => {
  await stack.setDurations({ deleteSeconds: 2.5 });
  terraform.write("main.tf", instanceImage());
  await terraform.apply();
  const startedAt = performance.now();
  await terraform.destroy();
  expect(performance.now() - startedAt).toBeGreaterThan(2500);
  expect(await stack.images()).toEqual([]);
  expect(stack.requests("DeleteImage")).toHaveLength(1);
});

acceptanceTest(
  "an image that is still Creating is deleted once the service lets it",
  async ({ stack, terraform }) => {
    await stack.setDurations({ imageSeconds: 3 });
    terraform.write("main.tf", instanceImage(`timeouts {\ncreate = "1s"\n}`));
    await failureOf(terraform, "apply", "-auto-approve");
    expect((await stack.onlyImage()).Status).toBe("Creating");
    await terraform.destroy();
    expect(await stack.images()).toEqual([]);
    const answers = stack.requests("DeleteImage").map(({ errorCode }) => errorCode);
    expect(answers.length).toBeGreaterThan(1);
    expect(answers.at(-1)).toBeNull();
    expect(new Set(answers.slice(0, -1))).toEqual(new Set(["ImageIsCreating"]));
  },
);
