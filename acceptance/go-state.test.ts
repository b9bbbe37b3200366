import { describe, expect } from "vitest";
import { acceptanceTest } from "./support/acceptance-test.ts";
import { expectNothingToDo, plannedChange, stored } from "./support/checks.ts";
import {
  GO_PROVIDER,
  goPrivateOfImport,
  goTimeouts,
  OWN_PROVIDER,
  replaceGoProvider,
  standIn,
  writeGoState,
} from "./support/go-state.ts";
import { image, tagsArgument } from "./support/hcl.ts";
import { PROVIDER_SOURCE, providerExecutable } from "./support/provider-build.ts";
import {
  DATA_SNAPSHOT,
  RUNNING_INSTANCE,
  STOPPED_INSTANCE,
  type StackImage,
  SYSTEM_SNAPSHOT,
  type TestStack,
} from "./support/test-stack.ts";

type Attributes = Readonly<Record<string, unknown>>;

/** Makes an image, as the provider in Go made it long ago. */
async function oldImage(
  stack: TestStack,
  parameters: Readonly<Record<string, string | number>>,
): Promise<StackImage> {
  await stack.call("CreateImage", parameters);
  stack.advance(1000);
  return stack.onlyImage();
}

/** What the provider in Go reads from the service into the state, whatever the image was made of. */
function asRead(made: StackImage): Attributes {
  return {
    id: made.ImageId,
    image_name: made.ImageName,
    description: made.Description,
    disk_device_mapping: made.DiskDeviceMappings.DiskDeviceMapping.map(({ Size, SnapshotId }) => ({
      size: Number(Size),
      snapshot_id: SnapshotId,
    })),
    timeouts: null,
  };
}

const named = { ImageName: "golden", Description: "golden image", "Tag.1.Key": "a", "Tag.1.Value": "1" };
const namedHcl = `image_name = "golden"\ndescription = "golden image"\n${tagsArgument({ a: "1" })}`;
const twoDisks = {
  "DiskDeviceMapping.1.SnapshotId": SYSTEM_SNAPSHOT,
  "DiskDeviceMapping.1.Size": 60,
  "DiskDeviceMapping.2.SnapshotId": DATA_SNAPSHOT,
  "DiskDeviceMapping.2.Size": 200,
};
const twoDisksHcl = `disk_device_mapping {
  snapshot_id = "${SYSTEM_SNAPSHOT}"
  size        = 60
}
disk_device_mapping {
  snapshot_id = "${DATA_SNAPSHOT}"
  size        = 200
}`;

/** What was made, what the configuration says, and what the state has beside what was read from the service. */
const cases: readonly (readonly [
  what: string,
  parameters: Readonly<Record<string, string | number>>,
  hcl: string,
  stored: Attributes,
  privateData?: object,
])[] = [
  [
    "an image of an instance, whose disks the service filled in",
    { ...named, InstanceId: RUNNING_INSTANCE },
    `instance_id = "${RUNNING_INSTANCE}"\n${namedHcl}`,
    { instance_id: RUNNING_INSTANCE, snapshot_id: "", tags: { a: "1" } },
  ],
  [
    "an image of an instance without name, description and tags",
    { InstanceId: STOPPED_INSTANCE },
    `instance_id = "${STOPPED_INSTANCE}"`,
    { instance_id: STOPPED_INSTANCE, snapshot_id: null, tags: {} },
  ],
  [
    "an image of a snapshot",
    { ...named, SnapshotId: SYSTEM_SNAPSHOT },
    `snapshot_id = "${SYSTEM_SNAPSHOT}"\n${namedHcl}`,
    { instance_id: "", snapshot_id: SYSTEM_SNAPSHOT, tags: { a: "1" } },
  ],
  [
    "an image of a snapshot with nulls and force",
    { SnapshotId: SYSTEM_SNAPSHOT },
    `snapshot_id = "${SYSTEM_SNAPSHOT}"`,
    { instance_id: null, snapshot_id: SYSTEM_SNAPSHOT, tags: null, force: false },
  ],
  [
    "an image of several snapshots",
    { ...named, ...twoDisks },
    `${twoDisksHcl}\n${namedHcl}`,
    { instance_id: "", snapshot_id: "", tags: { a: "1" } },
  ],
  [
    "an image with force = false in configuration and state",
    { SnapshotId: SYSTEM_SNAPSHOT },
    `snapshot_id = "${SYSTEM_SNAPSHOT}"\nforce = false`,
    { instance_id: "", snapshot_id: SYSTEM_SNAPSHOT, tags: null, force: false },
  ],
  [
    "an image with force = true",
    { SnapshotId: SYSTEM_SNAPSHOT },
    `snapshot_id = "${SYSTEM_SNAPSHOT}"\nforce = true`,
    { instance_id: "", snapshot_id: SYSTEM_SNAPSHOT, tags: null, force: true },
  ],
  [
    "an image with timeouts",
    { SnapshotId: SYSTEM_SNAPSHOT },
    `snapshot_id = "${SYSTEM_SNAPSHOT}"\ntimeouts {\ncreate = "30m"\ndelete = "5m"\n}`,
    { instance_id: "", snapshot_id: SYSTEM_SNAPSHOT, tags: null, timeouts: { create: "30m", delete: "5m" } },
    goTimeouts(30, 5),
  ],
  [
    "an imported image of an instance",
    { ...named, InstanceId: RUNNING_INSTANCE },
    `instance_id = "${RUNNING_INSTANCE}"\n${namedHcl}`,
    {
      instance_id: null,
      snapshot_id: null,
      tags: { a: "1" },
      timeouts: { create: null, delete: null },
    },
    goPrivateOfImport,
  ],
  [
    "an imported image of a snapshot",
    { SnapshotId: SYSTEM_SNAPSHOT },
    `snapshot_id = "${SYSTEM_SNAPSHOT}"`,
    { instance_id: "", snapshot_id: "", tags: {}, timeouts: { create: null, delete: null } },
    goPrivateOfImport,
  ],
  [
    "an imported image of several snapshots",
    twoDisks,
    twoDisksHcl,
    { instance_id: "", snapshot_id: "", tags: {}, timeouts: { create: null, delete: null } },
    goPrivateOfImport,
  ],
];

describe("state of the provider in Go plans empty with the same configuration after replace-provider", () => {
  acceptanceTest.for(cases)(
    "%s",
    async ([, parameters, hcl, attributes, privateData], { stack, terraform }) => {
      const made = await oldImage(stack, parameters);
      writeGoState(terraform, {
        type: "alibabacloudstack_image",
        attributes: { ...asRead(made), ...attributes },
        ...(privateData && { private: privateData }),
      });
      terraform.write("main.tf", image(hcl));
      await replaceGoProvider(terraform);
      await expectNothingToDo(terraform);
      expect(stack.changes()).toEqual(["CreateImage"]);

      terraform.write(
        "main.tf",
        image(hcl.replace(/image_name = .*/, "").concat(`\nimage_name = "renamed"`)),
      );
      await terraform.apply();
      expect(await stack.onlyImage()).toMatchObject({ ImageId: made.ImageId, ImageName: "renamed" });
      expect(await terraform.isPlanEmpty()).toBe(true);
      await terraform.destroy();
      expect(await stack.images()).toEqual([]);
    },
  );
});

acceptanceTest(
  "a creation that failed under the provider in Go is replaced",
  async ({ stack, terraform }) => {
    const failed = await oldImage(stack, { SnapshotId: SYSTEM_SNAPSHOT });
    await stack.changeImage(failed.ImageId, { Status: "CreateFailed" });
    writeGoState(terraform, {
      type: "alibabacloudstack_image",
      provider: OWN_PROVIDER,
      tainted: true,
      private: goTimeouts(30, 10),
      attributes: {
        id: failed.ImageId,
        instance_id: null,
        snapshot_id: SYSTEM_SNAPSHOT,
        image_name: null,
        description: null,
        disk_device_mapping: null,
        tags: null,
        force: false,
        timeouts: { create: "30m", delete: null },
      },
    });
    terraform.write("main.tf", image(`snapshot_id = "${SYSTEM_SNAPSHOT}"\ntimeouts {\ncreate = "30m"\n}`));
    expect((await plannedChange(terraform)).actions).toEqual(["delete", "create"]);
    await terraform.apply("test.tfplan");
    expect((await stack.onlyImage()).ImageId).not.toBe(failed.ImageId);
    await expectNothingToDo(terraform);
  },
);

acceptanceTest(
  "state of the first version, which had more attributes, is read without a diff",
  async ({ stack, terraform }) => {
    const made = await oldImage(stack, { ...named, InstanceId: RUNNING_INSTANCE });
    writeGoState(terraform, {
      type: "alibabacloudstack_image",
      provider: OWN_PROVIDER,
      attributes: {
        ...asRead(made),
        instance_id: RUNNING_INSTANCE,
        snapshot_id: null,
        force: null,
        disk_device_mapping: [],
        tags: { a: "1" },
        tags_all: { a: "1" },
        status: "Available",
        creation_time: made.CreationTime,
        size: 40,
        os_name: "Local Linux 1.0 64 bit",
        os_type: "linux",
        platform: "Others Linux",
        architecture: "x86_64",
        usage: "none",
        is_self_shared: false,
        disk_device_mappings: [{ device: "/dev/xvda", type: "system", size: 40, snapshot_id: "s-1" }],
      },
    });
    terraform.write("main.tf", image(`instance_id = "${RUNNING_INSTANCE}"\n${namedHcl}`));
    await expectNothingToDo(terraform);
    await terraform.apply("-refresh-only");
    expect(stored(terraform)).not.toHaveProperty("tags_all");
    expect(stored(terraform)).toMatchObject({ id: made.ImageId, default_tags: {} });
  },
);

describe("a moved block takes an image over without any change", () => {
  const alicloud = "registry.terraform.io/aliyun/alicloud";
  const tofuGoProvider = "registry.opentofu.org/aliyun/alibabacloudstack";
  acceptanceTest.override("setup", async () => ({
    requiredProviders: false,
    providers: [
      { source: PROVIDER_SOURCE, executable: providerExecutable() },
      ...[GO_PROVIDER, tofuGoProvider, alicloud].map(standIn),
    ],
  }));
  const alicloudOnly = {
    name: "golden",
    architecture: "x86_64",
    platform: "Ubuntu",
    force: false,
    delete_auto_snapshot: false,
    resource_group_id: "",
    boot_mode: "BIOS",
    status: "Available",
  };

  acceptanceTest.for([
    ["alibabacloudstack_image", GO_PROVIDER, "alibabacloudstack_image", {}],
    ["alibabacloudstack_ecs_image", GO_PROVIDER, "alibabacloudstack_image", {}],
    ["alibabacloudstack_image", GO_PROVIDER, "alibabacloudstack_ecs_image", {}],
    ["alibabacloudstack_ecs_image", GO_PROVIDER, "alibabacloudstack_ecs_image", {}],
    ["alibabacloudstack_image", tofuGoProvider, "alibabacloudstack_image", {}],
    ["alicloud_image", alicloud, "alibabacloudstack_image", alicloudOnly],
    ["alicloud_image", alicloud, "alibabacloudstack_ecs_image", alicloudOnly],
  ] as const)("from %s of %s to %s", async ([type, source, target, more], { stack, terraform }) => {
    const made = await oldImage(stack, { ...named, InstanceId: RUNNING_INSTANCE });
    const read = { instance_id: RUNNING_INSTANCE, snapshot_id: "", tags: { a: "1" } };
    writeGoState(terraform, {
      type,
      name: "old",
      provider: source,
      attributes: { ...asRead(made), ...read, ...more },
    });
    terraform.write(
      "main.tf",
      `terraform {
        required_providers {
          alibabacloudstack = { source = "${PROVIDER_SOURCE}" }
        }
      }
      resource "${target}" "new" {
        instance_id = "${RUNNING_INSTANCE}"
        ${namedHcl}
      }
      moved {
        from = ${type}.old
        to   = ${target}.new
      }`,
    );
    expect((await plannedChange(terraform, `${target}.new`)).actions).toEqual(["no-op"]);
    await terraform.apply("test.tfplan");
    expect(stored(terraform, `${target}.new`)).toMatchObject({
      id: made.ImageId,
      instance_id: RUNNING_INSTANCE,
    });
    expect(stack.changes()).toEqual(["CreateImage"]);
    await expectNothingToDo(terraform);
  });
});
