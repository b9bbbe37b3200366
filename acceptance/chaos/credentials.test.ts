import { describe, expect } from "vitest";
import { acceptanceTest } from "../support/acceptance-test.ts";
import { waitForCall } from "../support/checks.ts";
import { image } from "../support/hcl.ts";
import { SYSTEM_SNAPSHOT } from "../support/test-stack.ts";
import { unframed } from "../support/text.ts";

/** For terraform's own start and the one call; a single repetition would add to it. */
const AT_ONCE_MS = 3000;

describe("wrong credentials are one error, at once, without repetition", () => {
  acceptanceTest.for([
    ["a wrong access key", { ALIBABACLOUDSTACK_ACCESS_KEY: "not-a-key" }, "InvalidAccessKeyId.NotFound"],
    ["a wrong secret key", { ALIBABACLOUDSTACK_SECRET_KEY: "not-its-secret" }, "SignatureDoesNotMatch"],
  ] as const)("%s", async ([, env, code], { stack, workspaceWith }) => {
    const wrong = await workspaceWith(env);
    wrong.write("main.tf", image(`snapshot_id = "${SYSTEM_SNAPSHOT}"\nimage_name = "one"`));
    const startedAt = performance.now();
    const { exitCode, stderr } = await wrong.run("apply", "-auto-approve");
    expect(performance.now() - startedAt).toBeLessThan(AT_ONCE_MS);
    expect(exitCode).toBe(1);
    const error = unframed(stderr);
    expect(error.match(/Error: /g)).toHaveLength(1);
    expect(error).toMatch(
      new RegExp(
        `CreateImage of image "one" failed: .*code ${code}, HTTP \\d+, request ID [-\\w]+\\)\\. Check access_key, secret_key`,
      ),
    );
    expect(stack.requests()).toHaveLength(1);
    expect(await stack.images()).toEqual([]);
  });

  acceptanceTest(
    "also for a key that is taken back while an image is awaited",
    async ({ stack, terraform }) => {
      await stack.setDurations({ imageSeconds: 600 });
      terraform.write("main.tf", image(`snapshot_id = "${SYSTEM_SNAPSHOT}"`));
      const apply = terraform.start("apply", "-auto-approve");
      await waitForCall(stack, "DescribeImages");
      await stack.breakRequests({
        fault: "error",
        code: "InvalidAccessKeyId.Inactive",
        status: 400,
        count: 1000,
      });
      const { stderr } = await apply.result;
      const { ImageId } = await stack.onlyImage();
      expect(unframed(stderr)).toMatch(
        new RegExp(
          `DescribeImages of image ${ImageId} failed: .*code InvalidAccessKeyId.Inactive, HTTP 400.*Check access_key`,
        ),
      );
      expect(
        [...terraform.state().values()].map(({ attributes, tainted }) => [attributes.id, tainted]),
      ).toEqual([[ImageId, true]]);
    },
  );
});
