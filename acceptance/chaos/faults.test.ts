import { describe, expect } from "vitest";
import { expectNothingToDo, stored, storedId } from "../support/checks.ts";
import { IMAGE, image, tagsArgument } from "../support/hcl.ts";
import { type Fault, SYSTEM_SNAPSHOT, tagsOf } from "../support/test-stack.ts";
import { always, failureDuring, INTERNAL_ERROR, type InjectedFailure } from "./failure-during.ts";
import { proxiedTest } from "./proxied-test.ts";

function configuration(name: string, tags: Readonly<Record<string, string>>, timeouts = ""): string {
  return image(
    `snapshot_id = "${SYSTEM_SNAPSHOT}"\nimage_name = "${name}"\n${tagsArgument(tags)}\n${timeouts}`,
  );
}

describe("a create whose request fails for good", () => {
  proxiedTest.for<readonly [string, InjectedFailure, string, number]>([
    [
      "500",
      [{ action: "CreateImage", fault: "error", status: 500, ...always }],
      `may have been created.*${INTERNAL_ERROR}`,
      0,
    ],
    [
      "a cut before the work",
      [{ action: "CreateImage", fault: "drop-before", ...always }],
      "may have been created.*the connection failed.*terraform import",
      0,
    ],
    [
      "a cut after the work",
      [{ action: "CreateImage", fault: "drop-after", ...always }],
      'may have been created.*The name belongs to the image m-\\w+ .*"terraform import <address of the resource> m-\\w+"',
      1,
    ],
    [
      "no answer",
      [{ action: "CreateImage", fault: "hang", ...always }],
      "may have been created.*no complete response within 700 ms.*terraform import",
      0,
    ],
    [
      "a refused connection",
      "connection refused",
      "Cannot create the image.*ECONNREFUSED.*Check the endpoint",
      0,
    ],
    [
      "a refusal",
      [{ action: "CreateImage", fault: "error", code: "Forbidden.RAM", status: 403, ...always }],
      "Cannot create the image.*code Forbidden.RAM, HTTP 403, request ID .*Ask for the permission",
      0,
    ],
    [
      "throttling",
      [{ action: "CreateImage", fault: "throttle", ms: 100, ...always }],
      "was not created.*timeout of 3s passed.*code Throttling.User, HTTP 400, request ID",
      0,
    ],
  ])(
    "by %s says so, and the next apply makes exactly one image",
    async ([, failure, said, images], { stack, proxy, terraform }) => {
      const context = { stack, proxy, terraform };
      terraform.write("main.tf", configuration("one", { a: "1" }, `timeouts {\ncreate = "3s"\n}`));
      const error = await failureDuring(failure, context, "apply", "-auto-approve");
      expect(error).toMatch(new RegExp(said));
      expect(error).toContain('image "one"');
      expect(await stack.images()).toHaveLength(images);
      expect(terraform.state().has(IMAGE)).toBe(false);
      const tokens = new Set(stack.requests("CreateImage").map(({ parameters }) => parameters.ClientToken));
      expect(tokens.size).toBeLessThanOrEqual(1);

      if (images > 0) await terraform.import(IMAGE, (await stack.onlyImage()).ImageId);
      await terraform.apply();
      expect(storedId(terraform)).toBe((await stack.onlyImage()).ImageId);
      await expectNothingToDo(terraform);
    },
  );
});

describe("a create whose image is made but cannot be watched", () => {
  proxiedTest.for<readonly [string, Fault, string]>([
    ["500", { fault: "error", status: 500, ...always }, INTERNAL_ERROR],
    ["a cut", { fault: "drop-before", ...always }, "the connection failed"],
    ["no answer", { fault: "hang", ...always }, "no complete response within 700 ms"],
    ["throttling", { fault: "throttle", ms: 100, ...always }, "timeout of 3s passed"],
  ])(
    "because of %s keeps it in the state as tainted, and the next apply replaces it",
    async ([, fault, said], { stack, proxy, terraform }) => {
      const context = { stack, proxy, terraform };
      terraform.write("main.tf", configuration("one", { a: "1" }, `timeouts {\ncreate = "3s"\n}`));
      const error = await failureDuring(
        [{ action: "DescribeImages", ...fault }],
        context,
        "apply",
        "-auto-approve",
      );
      const { ImageId } = await stack.onlyImage();
      expect(error).toMatch(new RegExp(said));
      expect(error).toContain(ImageId);
      expect(terraform.state().get(IMAGE)).toMatchObject({
        tainted: true,
        attributes: { id: ImageId, image_name: "one" },
      });

      await terraform.apply();
      expect(storedId(terraform)).toBe((await stack.onlyImage()).ImageId);
      await expectNothingToDo(terraform);
    },
  );
});

describe("an update that fails for good", () => {
  const old = { image_name: "one", tags: { gone: "1" } };
  const renamed = { image_name: "two", tags: { gone: "1" } };
  const untagged = { image_name: "two", tags: { gone: "1" } };

  proxiedTest.for<readonly [string, InjectedFailure, string, object, object]>([
    [
      "by 500 of the rename",
      [{ action: "ModifyImageAttribute", fault: "error", status: 500, ...always }],
      `ModifyImageAttribute.*${INTERNAL_ERROR}`,
      old,
      old,
    ],
    [
      "by a cut before the rename",
      [{ action: "ModifyImageAttribute", fault: "drop-before", ...always }],
      "ModifyImageAttribute.*the connection failed",
      old,
      old,
    ],
    [
      "by a cut after the rename",
      [{ action: "ModifyImageAttribute", fault: "drop-after", ...always }],
      "ModifyImageAttribute.*may have done the work",
      old,
      renamed,
    ],
    [
      "by no answer to the rename",
      [{ action: "ModifyImageAttribute", fault: "hang", ...always }],
      "ModifyImageAttribute.*no complete response",
      old,
      old,
    ],
    [
      "by 500 of the tags that go",
      [{ action: "UntagResources", fault: "error", status: 500, ...always }],
      `UntagResources.*${INTERNAL_ERROR}`,
      renamed,
      renamed,
    ],
    [
      "by a cut after the tags went",
      [{ action: "UntagResources", fault: "drop-after", ...always }],
      "UntagResources.*may have done the work",
      renamed,
      { image_name: "two", tags: {} },
    ],
    [
      "by 500 of the tags that come",
      [{ action: "TagResources", fault: "error", status: 500, ...always }],
      `TagResources.*${INTERNAL_ERROR}`,
      untagged,
      { image_name: "two", tags: {} },
    ],
    ["by a refused connection", "connection refused", "ModifyImageAttribute.*ECONNREFUSED", old, old],
  ])(
    "%s keeps what was done in the state, and the next apply does the rest",
    async ([, failure, said, inState, onStack], { stack, proxy, terraform }) => {
      const context = { stack, proxy, terraform };
      terraform.write("main.tf", configuration("one", { gone: "1" }));
      await terraform.apply();
      const imageId = storedId(terraform);
      terraform.write("main.tf", configuration("two", { new: "1" }));
      const error = await failureDuring(failure, context, "apply", "-auto-approve", "-refresh=false");
      expect(error).toMatch(new RegExp(`Cannot change the image ${imageId}.*${said}`));
      expect(stored(terraform)).toMatchObject({ id: imageId, ...inState });
      const now = await stack.onlyImage();
      expect({ image_name: now.ImageName, tags: tagsOf(now) }).toEqual(onStack);

      await terraform.apply();
      expect(await stack.onlyImage()).toMatchObject({ ImageId: imageId, ImageName: "two" });
      expect(await stack.onlyTags()).toEqual({ new: "1" });
      await expectNothingToDo(terraform);
    },
  );

  proxiedTest(
    "because its result cannot be read back is none: the change was accepted",
    async ({ stack, terraform }) => {
      terraform.write("main.tf", configuration("one", { gone: "1" }));
      await terraform.apply();
      terraform.write("main.tf", configuration("two", { gone: "1" }));
      await stack.breakRequests({ action: "DescribeImages", fault: "error", status: 500, ...always });
      await terraform.apply("-refresh=false");
      await stack.breakRequests();
      await expectNothingToDo(terraform);
    },
  );
});

describe("a delete that fails for good", () => {
  proxiedTest.for<readonly [string, InjectedFailure, string, number]>([
    [
      "500 of the question who uses it",
      [{ action: "DescribeInstances", fault: "error", status: 500, ...always }],
      `Cannot delete the image.*DescribeInstances.*${INTERNAL_ERROR}`,
      1,
    ],
    [
      "500",
      [{ action: "DeleteImage", fault: "error", status: 500, ...always }],
      `Cannot delete the image.*DeleteImage.*${INTERNAL_ERROR}`,
      1,
    ],
    [
      "a cut before the work",
      [{ action: "DeleteImage", fault: "drop-before", ...always }],
      "Cannot delete the image.*the connection failed",
      1,
    ],
    [
      "a cut after the work",
      [
        { action: "DeleteImage", fault: "drop-after", count: 1 },
        { action: "DeleteImage", fault: "drop-before", nth: 2, ...always },
      ],
      "Cannot delete the image.*may have done the work",
      0,
    ],
    [
      "no answer",
      [{ action: "DeleteImage", fault: "hang", ...always }],
      "Cannot delete the image.*no complete response",
      1,
    ],
    [
      "throttling",
      [{ action: "DeleteImage", fault: "throttle", ms: 100, ...always }],
      "timeout of 3s passed.*code Throttling.User, HTTP 400, request ID",
      1,
    ],
    ["a refused connection", "connection refused", "Cannot delete the image.*ECONNREFUSED", 1],
    [
      "500 of every status check",
      [{ action: "DescribeImages", fault: "error", status: 500, ...always }],
      `Image is not gone yet.*${INTERNAL_ERROR}`,
      0,
    ],
  ])(
    "by %s leaves it in the state, and the next destroy succeeds",
    async ([, failure, said, images], { stack, proxy, terraform }) => {
      const context = { stack, proxy, terraform };
      terraform.write("main.tf", configuration("one", { a: "1" }, `timeouts {\ndelete = "3s"\n}`));
      await terraform.apply();
      const imageId = storedId(terraform);
      const error = await failureDuring(failure, context, "destroy", "-auto-approve", "-refresh=false");
      expect(error).toMatch(new RegExp(said));
      expect(error).toContain(imageId);
      expect(storedId(terraform)).toBe(imageId);
      stack.advance(1000);
      expect(await stack.images()).toHaveLength(images);

      await terraform.destroy();
      expect(await stack.images()).toEqual([]);
      expect(terraform.state().size).toBe(0);
    },
  );
});
