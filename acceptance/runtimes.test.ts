import { spawnSync } from "node:child_process";
import {
  chmodSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { acceptanceTest } from "./support/acceptance-test.ts";
import { expectNothingToDo, storedId } from "./support/checks.ts";
import { IMAGE, image, instanceImage } from "./support/hcl.ts";
import {
  filesystemMirror,
  nodeBundle,
  PROVIDER_SOURCE,
  projectRoot,
  providerExecutable,
} from "./support/provider-build.ts";
import { DATA_SNAPSHOT, SYSTEM_SNAPSHOT } from "./support/test-stack.ts";

let scripts: string;
beforeAll(() => {
  scripts = mkdtempSync(join(tmpdir(), "runtimes-"));
});
afterAll(() => rmSync(scripts, { recursive: true, force: true }));

/** A script that starts a provider in another way than terraform would. */
function script(name: string, command: string): string {
  const path = join(scripts, name);
  writeFileSync(path, `#!/bin/sh\n${command}\n`);
  chmodSync(path, 0o755);
  return path;
}

const onlyProtocol5 = (path: string) => `PLUGIN_PROTOCOL_VERSIONS=5 exec '${path}' "$@"`;
const bun = join(projectRoot, "node_modules/bun/bin/bun.exe");

describe.for([
  ["the executable", 6, () => providerExecutable()],
  ["the file for Node", 6, () => nodeBundle()],
  ["the file for Node, on Bun", 6, () => script("on-bun", `exec '${bun}' '${nodeBundle()}' "$@"`)],
  [
    "the executable, offered protocol 5 only",
    5,
    () => script("executable-5", onlyProtocol5(providerExecutable())),
  ],
  ["the file for Node, offered protocol 5 only", 5, () => script("node-5", onlyProtocol5(nodeBundle()))],
] as const)("%s", ([, protocol, path]) => {
  acceptanceTest.override("setup", async () => ({
    providers: [{ source: PROVIDER_SOURCE, executable: path() }],
    env: { TF_LOG: "debug", TF_LOG_PATH: "debug.log" },
  }));

  acceptanceTest("creates, plans, changes, replaces, imports and destroys", async ({ stack, terraform }) => {
    const named = (name: string) => `image_name = "${name}"\ntags = { a = "${name}" }`;
    terraform.write("main.tf", instanceImage(named("first")));
    await terraform.apply();
    await expectNothingToDo(terraform);
    const log = readFileSync(join(terraform.folder, "debug.log"), "utf8");
    const versions = new Set(log.match(/using plugin: version=\d/g));
    expect([...versions]).toEqual([`using plugin: version=${protocol}`]);

    terraform.write("main.tf", instanceImage(named("second")));
    await terraform.apply();
    expect(await stack.onlyImage()).toMatchObject({ ImageId: storedId(terraform), ImageName: "second" });

    const disks = [SYSTEM_SNAPSHOT, DATA_SNAPSHOT]
      .map((id) => `disk_device_mapping {\nsnapshot_id = "${id}"\n}`)
      .join("\n");
    terraform.write("main.tf", image(`${disks}\n${named("third")}`));
    await terraform.apply();
    const { ImageId } = await stack.onlyImage();
    expect((await terraform.run("state", "rm", IMAGE)).exitCode).toBe(0);
    await terraform.import(IMAGE, ImageId);
    await expectNothingToDo(terraform);
    await terraform.destroy();
    expect(await stack.images()).toEqual([]);
  });
});

describe("started by hand", () => {
  test.for([
    ["the executable", () => providerExecutable()],
    ["the file for Node", () => nodeBundle()],
  ] as const)("%s says what it is and how to use it", ([, path]) => {
    const { status, stdout, stderr } = spawnSync(path(), { encoding: "utf8", input: "" });
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr).toContain('This is the provider plugin "alibabacloudstack" for Terraform and OpenTofu.');
    expect(stderr).toContain('source = "alibabacloudstack-community/alibabacloudstack"');
  });
});

describe("terraform init", () => {
  acceptanceTest.override("setup", async () => ({
    providers: [],
    requiredProviders: false,
    env: { TF_CLI_CONFIG_FILE: "mirror.tfrc" },
  }));

  acceptanceTest(
    "installs from the filesystem mirror, and the lock file holds afterwards",
    async ({ stack, terraform }) => {
      terraform.write(
        "mirror.tfrc",
        `provider_installation {\n  filesystem_mirror {\n    path = ${JSON.stringify(filesystemMirror())}\n  }\n}\n`,
      );
      terraform.write(
        "main.tf",
        `terraform {
        required_providers {
          alibabacloudstack = { source = "alibabacloudstack-community/alibabacloudstack" }
        }
      }
      ${instanceImage()}`,
      );
      const { stdout } = await terraform.init();
      expect(stdout).toMatch(/Installed alibabacloudstack-community\/alibabacloudstack v\d/);
      await terraform.init("-lockfile=readonly");
      await terraform.apply();
      await expectNothingToDo(terraform);
      expect(await stack.images()).toHaveLength(1);
    },
  );
});

describe.runIf(process.platform === "linux")("nothing is left behind", () => {
  /** Processes whose executable or arguments lie below a folder. */
  function processesOf(folder: string): readonly string[] {
    return readdirSync("/proc")
      .filter((name) => /^\d+$/.test(name))
      .flatMap((pid) => {
        try {
          const command = readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
          return command.includes(folder) || readlinkSync(`/proc/${pid}/cwd`) === folder ? [command] : [];
        } catch {
          // It has ended in the meantime, or belongs to another user.
          return [];
        }
      });
  }

  let temporary: string;
  beforeEach(() => {
    temporary = mkdtempSync(join(tmpdir(), "left-behind-"));
  });
  afterEach(() => rmSync(temporary, { recursive: true, force: true }));

  acceptanceTest(
    "no process and no socket after commands that succeed, fail and are interrupted",
    async ({ stack, workspaceWith }) => {
      const terraform = await workspaceWith({ TMPDIR: temporary });
      terraform.write("main.tf", instanceImage());
      await terraform.apply();
      await stack.breakRequests({
        action: "DescribeImages",
        fault: "error",
        code: "Forbidden.RAM",
        status: 403,
      });
      expect((await terraform.run("plan")).exitCode).toBe(1);
      await stack.breakRequests({ action: "DescribeImages", fault: "hang", count: 100 });
      await stack.forgetRequests();
      const hanging = terraform.start("plan");
      await sleep(1500);
      expect(processesOf(terraform.folder)).not.toEqual([]);
      expect(readdirSync(temporary)).not.toEqual([]);
      hanging.interrupt();
      expect((await hanging.result).exitCode).toBe(1);
      expect(processesOf(terraform.folder)).toEqual([]);
      expect(readdirSync(temporary)).toEqual([]);
    },
  );
});
