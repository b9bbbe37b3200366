import { describe, expect } from "vitest";
import { acceptanceTest } from "./support/acceptance-test.ts";
import {
  expectNothingToDo,
  failureOf,
  plannedChange,
  stored,
  storedId,
  waitForCall,
} from "./support/checks.ts";
import { copies, idsIn, onlyCopy, sourceImage } from "./support/copies.ts";
import { COPY, IMAGE, imageCopy, instanceImage, tagsArgument } from "./support/hcl.ts";
import { NEIGHBOUR_REGION, type TestStack, tagsOf } from "./support/test-stack.ts";
import { unframed } from "./support/text.ts";

acceptanceTest(
  "a copy is made in the other region with name, description and tags, changed there, and destroyed there",
  async ({ stack, terraform }) => {
    const source = await sourceImage(stack);
    const first = `image_name = "copy"\ndescription = "first"\n${tagsArgument({ a: "1" })}`;
    terraform.write("main.tf", imageCopy(source, first));
    await terraform.apply();
    expect(stack.requests("CopyImage")[0]?.parameters).toMatchObject({
      RegionId: stack.local.region,
      DestinationRegionId: NEIGHBOUR_REGION,
    });
    const copy = await onlyCopy(stack);
    expect(copy).toMatchObject({ ImageName: "copy", Description: "first" });
    expect(await idsIn(stack, NEIGHBOUR_REGION)).toEqual([copy.ImageId]);
    expect(tagsOf(copy)).toEqual({ a: "1" });
    expect(stored(terraform, COPY)).toMatchObject({
      id: copy.ImageId,
      source_image_id: source,
      destination_region_id: NEIGHBOUR_REGION,
      status: "Available",
      encrypted: false,
    });
    await expectNothingToDo(terraform);

    terraform.write("main.tf", imageCopy(source, `image_name = "renamed"\n${tagsArgument({ b: "2" })}`));
    const { stdout } = await terraform.apply();
    expect(stdout).toContain("0 added, 1 changed, 0 destroyed");
    const changed = await onlyCopy(stack);
    expect(changed).toMatchObject({ ImageId: copy.ImageId, ImageName: "renamed" });
    expect(tagsOf(changed)).toEqual({ b: "2" });
    await expectNothingToDo(terraform);

    await terraform.destroy();
    expect((await stack.images()).map(({ ImageId }) => ImageId)).toEqual([source]);
  },
);

acceptanceTest(
  "an image and its copies in one configuration: two of the same image wait for each other",
  async ({ stack, terraform }) => {
    terraform.write(
      "main.tf",
      [
        instanceImage(`image_name = "golden"`),
        imageCopy(`\${${IMAGE}.id}`, "", { name: "far" }),
        imageCopy(`\${${IMAGE}.id}`, "", { name: "near", region: stack.local.region }),
      ].join(""),
    );
    await terraform.apply();
    expect(await copies(stack)).toHaveLength(2);
    expect(await idsIn(stack, NEIGHBOUR_REGION)).toHaveLength(1);
    await expectNothingToDo(terraform);
    await terraform.destroy();
    expect(await stack.images()).toEqual([]);
  },
);

acceptanceTest.for([
  ["another image", async (stack: TestStack) => imageCopy(await sourceImage(stack, "other"))],
  [
    "another region",
    async (stack: TestStack, source: string) => imageCopy(source, "", { region: stack.local.region }),
  ],
  ["encryption", async (_stack: TestStack, source: string) => imageCopy(source, "encrypted = true")],
] as const)("%s replaces the copy", async ([, changed], { stack, terraform }) => {
  const source = await sourceImage(stack);
  terraform.write("main.tf", imageCopy(source));
  await terraform.apply();
  const before = storedId(terraform, COPY);
  terraform.write("main.tf", await changed(stack, source));
  expect((await plannedChange(terraform, COPY)).actions).toEqual(["delete", "create"]);
  await terraform.apply();
  expect((await onlyCopy(stack)).ImageId).not.toBe(before);
  await expectNothingToDo(terraform);
});

describe("encrypted", () => {
  acceptanceTest.for([
    ["true, with a key", `encrypted = true\nkms_key_id = "key-1"`, { encrypted: true, kms_key_id: "key-1" }],
    ["false", "encrypted = false", { encrypted: false, kms_key_id: null }],
  ] as const)("may be %s", async ([, hcl, attributes], { stack, terraform }) => {
    const source = await sourceImage(stack);
    terraform.write("main.tf", imageCopy(source, hcl));
    await terraform.apply();
    expect(stored(terraform, COPY)).toMatchObject(attributes);
    await expectNothingToDo(terraform);
    // Without it the copy stays as it is.
    if (attributes.kms_key_id === null) {
      terraform.write("main.tf", imageCopy(source));
      await expectNothingToDo(terraform);
    }
  });

  acceptanceTest(
    "is needed for a key: an error at the key before anything is called",
    async ({ stack, terraform }) => {
      terraform.write("main.tf", imageCopy("m-1", `kms_key_id = "key-1"`));
      const error = await failureOf(terraform, "validate");
      expect(error).toMatch(
        /main\.tf line \d+.*kms_key_id = "key-1".*set encrypted = true, or remove kms_key_id/,
      );
      expect(stack.requests()).toEqual([]);
    },
  );
});

describe("a copy that is under way", () => {
  acceptanceTest(
    "is in the state after Ctrl-C, and cancelled by the next destroy",
    async ({ stack, terraform }) => {
      const source = await sourceImage(stack);
      await stack.setDurations({ imageSeconds: 600 });
      terraform.write("main.tf", imageCopy(source));
      const apply = terraform.start("apply", "-auto-approve");
      await expect.poll(() => stack.requests("CopyImage").length, { timeout: 20_000 }).toBe(1);
      await waitForCall(stack, "DescribeImages");
      const interruptedAt = performance.now();
      apply.interrupt();
      const { exitCode, stderr } = await apply.result;
      expect(performance.now() - interruptedAt).toBeLessThan(5000);
      expect(exitCode).toBe(1);
      const { ImageId } = await onlyCopy(stack);
      expect(unframed(stderr)).toContain(
        `The image ${ImageId} was created, but Terraform was interrupted before it was Available`,
      );
      expect(terraform.state().get(COPY)).toMatchObject({ tainted: true, attributes: { id: ImageId } });
      await terraform.destroy();
      expect(stack.changes().slice(-2)).toEqual(["DeleteImage", "CancelCopyImage"]);
      expect((await stack.images()).map(({ ImageId: id }) => id)).toEqual([source]);
    },
  );

  acceptanceTest(
    "that the service gives up is kept as tainted and replaced",
    async ({ stack, terraform }) => {
      const source = await sourceImage(stack);
      await stack.setDurations({ imageSeconds: 600 });
      terraform.write("main.tf", imageCopy(source));
      const apply = terraform.start("apply", "-auto-approve");
      await waitForCall(stack, "DescribeImages");
      const { ImageId } = await onlyCopy(stack);
      await stack.changeImage(ImageId, { Status: "CreateFailed", Progress: "42%" });
      expect(unframed((await apply.result).stderr)).toMatch(
        new RegExp(`could not create the image ${ImageId} \\(CopyImage, request ID [0-9A-F-]{36}\\)`),
      );
      await stack.setDurations({ imageSeconds: 0.2 });
      await terraform.apply();
      expect((await onlyCopy(stack)).ImageId).not.toBe(ImageId);
      await expectNothingToDo(terraform);
    },
  );
});

describe("an error says what was done to what, why it failed and what to do next", () => {
  acceptanceTest.for([
    [
      "an image that does not exist",
      "m-missing",
      "",
      /Cannot copy the image.*InvalidImageId\.NotFound.*Check source_image_id/,
    ],
    [
      "a region that does not exist",
      "",
      "cn-nowhere",
      /Cannot copy the image.*DestinationRegion\.NotFound.*Check destination_region_id/,
    ],
  ] as const)("for %s", async ([, wrongSource, wrongRegion, said], { stack, terraform }) => {
    const source = await sourceImage(stack);
    terraform.write(
      "main.tf",
      imageCopy(wrongSource || source, "", { region: wrongRegion || NEIGHBOUR_REGION }),
    );
    expect(await failureOf(terraform, "apply", "-auto-approve")).toMatch(said);
    expect(terraform.state().has(COPY)).toBe(false);
  });

  acceptanceTest("for an image that is not Available", async ({ stack, terraform }) => {
    const source = await sourceImage(stack);
    await stack.changeImage(source, { Status: "Deprecated" });
    terraform.write("main.tf", imageCopy(source));
    expect(await failureOf(terraform, "apply", "-auto-approve")).toMatch(
      /IncorrectImageStatus.*An image can be copied while it is Available only/,
    );
  });
});
