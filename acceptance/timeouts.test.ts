import { describe, expect } from "vitest";
import { acceptanceTest } from "./support/acceptance-test.ts";
import { expectNothingToDo, failureOf, plannedChange, stored, storedId } from "./support/checks.ts";
import { IMAGE, image, instanceImage } from "./support/hcl.ts";
import { SYSTEM_SNAPSHOT, type TestStack } from "./support/test-stack.ts";

/** How far from its timeout an operation may end. */
const TOLERANCE_MS = 1000;

/**
 * How long ago the stack got the first call of an action, in milliseconds. The timeout runs from just before that call; terraform's own
 * start, which is long on a busy machine, is not part of it.
 */
function sinceFirst(stack: TestStack, action: string): number {
  return Date.now() - Date.parse(stack.requests(action)[0]?.startedAt ?? "");
}

function expectAbout(tookMs: number, timeoutMs: number): void {
  expect(tookMs).toBeGreaterThan(timeoutMs - TOLERANCE_MS);
  expect(tookMs).toBeLessThan(timeoutMs + TOLERANCE_MS);
}

interface BlockSchema {
  readonly block: {
    readonly attributes: Readonly<Record<string, { readonly description?: string }>>;
    readonly block_types: Readonly<Record<string, BlockSchema>>;
  };
}

acceptanceTest("both default to 10 minutes, says the schema", async ({ terraform }) => {
  const { stdout } = await terraform.run("providers", "schema", "-json");
  // The format is Terraform's own.
  const { provider_schemas } = JSON.parse(stdout) as {
    provider_schemas: Record<string, { resource_schemas: Record<string, BlockSchema> }>;
  };
  const [provider] = Object.values(provider_schemas);
  const timeouts = provider?.resource_schemas.alibabacloudstack_image?.block.block_types.timeouts?.block;
  expect(Object.keys(timeouts?.attributes ?? {}).sort()).toEqual(["create", "delete"]);
  expect(timeouts?.attributes.create?.description).toMatch(/until it is `Available`.*default `10m`/);
  expect(timeouts?.attributes.delete?.description).toMatch(/until it is gone.*default `10m`/);
});

describe("create", () => {
  acceptanceTest.for([
    ["2s", 2000],
    ["3500ms", 3500],
  ] as const)(
    "ends after %s with the image tainted in the state, and the next apply replaces it",
    async ([create, timeoutMs], { stack, terraform }) => {
      await stack.setDurations({ imageSeconds: 60 });
      terraform.write(
        "main.tf",
        image(`snapshot_id = "${SYSTEM_SNAPSHOT}"\nimage_name = "slow"\ntimeouts {\ncreate = "${create}"\n}`),
      );
      const error = await failureOf(terraform, "apply", "-auto-approve");
      expectAbout(sinceFirst(stack, "CreateImage"), timeoutMs);

      const first = await stack.onlyImage();
      expect(first.Status).toBe("Creating");
      expect(error).toMatch(
        new RegExp(
          `The image ${first.ImageId} was created, but the timeout of \\S+ passed.*Creating at \\d+%`,
        ),
      );
      expect(error).toMatch(/timeouts \{ create/);
      expect(terraform.state().get(IMAGE)).toMatchObject({
        tainted: true,
        attributes: { id: first.ImageId, image_name: "slow", status: "Creating" },
      });

      await stack.setDurations({ imageSeconds: 0.2 });
      await stack.changeImage(first.ImageId, { Status: "Available" });
      expect((await plannedChange(terraform)).actions).toEqual(["delete", "create"]);
      await terraform.apply("test.tfplan");
      expect((await stack.onlyImage()).ImageId).not.toBe(first.ImageId);
      await expectNothingToDo(terraform);
    },
  );

  acceptanceTest("without a block outlasts what a short timeout would not", async ({ stack, terraform }) => {
    await stack.setDurations({ imageSeconds: 4 });
    terraform.write("main.tf", instanceImage());
    await terraform.apply();
    expect(stored(terraform).status).toBe("Available");
  });

  acceptanceTest(
    "counts repeated calls as well: a service that keeps refusing ends it in time",
    async ({ stack, terraform }) => {
      await stack.breakRequests({ action: "CreateImage", fault: "throttle", ms: 100, count: 1000 });
      terraform.write("main.tf", instanceImage(`timeouts {\ncreate = "2s"\n}`));
      const error = await failureOf(terraform, "apply", "-auto-approve");
      expectAbout(sinceFirst(stack, "CreateImage"), 2000);
      expect(error).toContain("timeout of 2s passed");
      expect(terraform.state().has(IMAGE)).toBe(false);
    },
  );

  acceptanceTest("counts a call that never ends", async ({ stack, terraform }) => {
    await stack.breakRequests({ action: "DescribeImages", fault: "hang", count: 1000 });
    terraform.write("main.tf", instanceImage(`timeouts {\ncreate = "2s"\n}`));
    const error = await failureOf(terraform, "apply", "-auto-approve");
    expectAbout(sinceFirst(stack, "CreateImage"), 2000);
    expect(error).toContain(`The image ${(await stack.onlyImage()).ImageId} was created`);
    expect(terraform.state().get(IMAGE)?.tainted).toBe(true);
  });
});

describe("delete", () => {
  acceptanceTest(
    "ends after its timeout with the image still in the state, and can be run again",
    async ({ stack, terraform }) => {
      await stack.setDurations({ deleteSeconds: 60 });
      terraform.write("main.tf", instanceImage(`timeouts {\ndelete = "2s"\n}`));
      await terraform.apply();
      const imageId = storedId(terraform);
      const error = await failureOf(terraform, "destroy", "-auto-approve");
      expectAbout(sinceFirst(stack, "DeleteImage"), 2000);
      expect(error).toMatch(new RegExp(`image ${imageId}, but the timeout of 2s passed before it was gone`));
      expect(error).toMatch(/timeouts \{ delete/);
      expect(storedId(terraform)).toBe(imageId);

      stack.advance(60_000);
      await terraform.destroy();
      expect(await stack.images()).toEqual([]);
    },
  );

  acceptanceTest(
    "takes the timeout from the state when the block is removed with the image",
    async ({ stack, terraform }) => {
      await stack.setDurations({ deleteSeconds: 60 });
      terraform.write("main.tf", instanceImage(`timeouts {\ndelete = "1s"\n}`));
      await terraform.apply();
      terraform.remove("main.tf");
      expect(await failureOf(terraform, "apply", "-auto-approve")).toContain("timeout of 1s passed");
    },
  );

  acceptanceTest("without a block outlasts what a short timeout would not", async ({ stack, terraform }) => {
    await stack.setDurations({ deleteSeconds: 4 });
    terraform.write("main.tf", instanceImage());
    await terraform.apply();
    await terraform.destroy();
    expect(await stack.images()).toEqual([]);
  });
});
