import { describe, expect } from "vitest";
import { expectNothingToDo, storedId } from "../support/checks.ts";
import { copies } from "../support/copies.ts";
import { COPY, imageCopy } from "../support/hcl.ts";
import { type Fault, NEIGHBOUR_REGION, type TestStack } from "../support/test-stack.ts";
import { always, failureDuring, INTERNAL_ERROR, type InjectedFailure } from "./failure-during.ts";
import { proxiedTest } from "./proxied-test.ts";

/** A copy of an image that is put on the stack for it. */
async function configuration(stack: TestStack, timeouts = ""): Promise<string> {
  const [source = ""] = await stack.seedImages(1);
  return imageCopy(source, `image_name = "one"\n${timeouts}`);
}

describe("a copy whose request fails for good", () => {
  proxiedTest.for<readonly [string, InjectedFailure, string, number]>([
    [
      "500",
      [{ action: "CopyImage", fault: "error", status: 500, ...always }],
      `may have been created.*${INTERNAL_ERROR}`,
      0,
    ],
    [
      "a cut after the work",
      [{ action: "CopyImage", fault: "drop-after", ...always }],
      `may have been created.*The name belongs to the image m-\\w+ .*"terraform import <address of the resource> ${NEIGHBOUR_REGION}:m-\\w+"`,
      1,
    ],
    [
      "no answer",
      [{ action: "CopyImage", fault: "hang", ...always }],
      `may have been created.*no complete response within 700 ms.*terraform import <address of the resource> ${NEIGHBOUR_REGION}:<image ID>`,
      0,
    ],
    [
      "a refused connection",
      "connection refused",
      "Cannot copy the image.*ECONNREFUSED.*Check the endpoint",
      0,
    ],
    [
      "throttling",
      [{ action: "CopyImage", fault: "throttle", ms: 100, ...always }],
      "was not created.*timeout of 3s passed.*code Throttling.User, HTTP 400, request ID",
      0,
    ],
    [
      "an image that is being copied all the time",
      [
        {
          action: "CopyImage",
          fault: "error",
          status: 400,
          code: "OperationDenied.ImageCopyConflict",
          ...always,
        },
      ],
      "Cannot copy the image m-\\w+ to region \\S+: the timeout of 3s passed.*OperationDenied.ImageCopyConflict, HTTP 400",
      0,
    ],
  ])(
    "by %s says so, and the next apply makes exactly one",
    async ([, failure, said, made], { stack, proxy, terraform }) => {
      const context = { stack, proxy, terraform };
      terraform.write("main.tf", await configuration(stack, `timeouts {\ncreate = "3s"\n}`));
      const error = await failureDuring(failure, context, "apply", "-auto-approve");
      expect(error).toMatch(new RegExp(said));
      expect(await copies(stack)).toHaveLength(made);
      expect(terraform.state().has(COPY)).toBe(false);
      const tokens = new Set(stack.requests("CopyImage").map(({ parameters }) => parameters.ClientToken));
      expect(tokens.size).toBeLessThanOrEqual(1);

      for (const { ImageId } of await copies(stack))
        await terraform.import(COPY, `${NEIGHBOUR_REGION}:${ImageId}`);
      await terraform.apply();
      expect((await copies(stack)).map(({ ImageId }) => ImageId)).toEqual([storedId(terraform, COPY)]);
      await expectNothingToDo(terraform);
    },
  );
});

proxiedTest("an answer that is lost once makes one copy", async ({ stack, terraform }) => {
  await stack.breakRequests({ action: "CopyImage", fault: "drop-after" });
  terraform.write("main.tf", await configuration(stack));
  await terraform.apply();
  expect(stack.requests("CopyImage")).toHaveLength(2);
  expect((await copies(stack)).map(({ ImageId }) => ImageId)).toEqual([storedId(terraform, COPY)]);
});

describe("a copy that cannot be watched until it is complete, and is destroyed then", () => {
  proxiedTest.for<readonly [string, readonly Fault[], string]>([
    [
      "500 of its cancellation",
      [{ action: "CancelCopyImage", fault: "error", status: 500, ...always }],
      `Cannot delete the image.*CancelCopyImage.*${INTERNAL_ERROR}`,
    ],
    [
      "a cut before the cancellation",
      [{ action: "CancelCopyImage", fault: "drop-before", ...always }],
      "Cannot delete the image.*CancelCopyImage.*the connection failed",
    ],
    [
      "no answer to the cancellation",
      [{ action: "CancelCopyImage", fault: "hang", ...always }],
      "Cannot delete the image.*CancelCopyImage.*no complete response",
    ],
    [
      "a refusal of the cancellation",
      [{ action: "CancelCopyImage", fault: "error", status: 400, code: "CancelNotSupported", ...always }],
      "Cannot delete the image.*ImageCopying",
    ],
  ])(
    "by %s stays in the state, and the next destroy succeeds",
    async ([, faults, said], { stack, proxy, terraform }) => {
      const context = { stack, proxy, terraform };
      await stack.setDurations({ imageSeconds: 600 });
      terraform.write("main.tf", await configuration(stack, `timeouts {\ncreate = "1s"\ndelete = "3s"\n}`));
      expect(await failureDuring([], context, "apply", "-auto-approve")).toContain("before it was Available");
      const copyId = storedId(terraform, COPY);
      const error = await failureDuring(faults, context, "destroy", "-auto-approve");
      expect(error).toMatch(new RegExp(said));
      expect(error).toContain(copyId);
      expect(storedId(terraform, COPY)).toBe(copyId);
      expect(await copies(stack)).toHaveLength(1);

      await terraform.destroy();
      expect(await copies(stack)).toEqual([]);
      expect(terraform.state().size).toBe(0);
    },
  );

  proxiedTest("by a cut after the cancellation is gone", async ({ stack, terraform }) => {
    await stack.setDurations({ imageSeconds: 600 });
    terraform.write("main.tf", await configuration(stack, `timeouts {\ncreate = "1s"\n}`));
    expect((await terraform.run("apply", "-auto-approve")).exitCode).toBe(1);
    await stack.breakRequests({ action: "CancelCopyImage", fault: "drop-after" });
    await terraform.destroy();
    expect(await copies(stack)).toEqual([]);
    expect(terraform.state().size).toBe(0);
  });
});
