import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { acceptanceTest } from "./support/acceptance-test.ts";
import { instanceImage } from "./support/hcl.ts";

acceptanceTest.override("setup", async () => ({ env: { TF_LOG: "trace", TF_LOG_PATH: "trace.log" } }));

acceptanceTest(
  "the log has a line for every RPC, with its type, ID, duration and numbers of diagnostics",
  async ({ terraform }) => {
    terraform.write("main.tf", instanceImage());
    await terraform.apply();
    const lines = readFileSync(join(terraform.folder, "trace.log"), "utf8").split("\n");
    const served = lines.filter((line) => line.includes("Served request"));
    const rpcs = new Set(served.map((line) => /tf_rpc=(\w+)/.exec(line)?.[1]));
    // Only hosts that know identities, such as OpenTofu, ask for their schemas.
    rpcs.delete("GetResourceIdentitySchemas");
    expect(rpcs).toEqual(
      new Set([
        "GetProviderSchema",
        "ValidateProviderConfig",
        "ValidateResourceConfig",
        "ConfigureProvider",
        "PlanResourceChange",
        "ApplyResourceChange",
      ]),
    );
    for (const line of served) {
      expect(line).toMatch(/diagnostic_error_count=0 /);
      expect(line).toMatch(/diagnostic_warning_count=\d+ /);
      expect(line).toMatch(/tf_req_duration_ms=[\d.]+/);
    }
    const apply = served.find((line) => line.includes("tf_rpc=ApplyResourceChange")) ?? "";
    expect(apply).toContain("tf_resource_type=alibabacloudstack_image");
    const [id = "none"] = /tf_req_id=[\da-f-]{36}/.exec(apply) ?? [];
    const inTheCourse = lines.filter((line) => line.includes(id));
    expect(inTheCourse.some((line) => line.includes("CreateImage"))).toBe(true);
    expect(inTheCourse.every((line) => !line.includes("tf_rpc=PlanResourceChange"))).toBe(true);
  },
);
