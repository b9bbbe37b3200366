import { describe, expect } from "vitest";
import { acceptanceTest } from "./support/acceptance-test.ts";
import { expectNothingToDo, stored, storedId } from "./support/checks.ts";
import { IMAGE, image, instanceImage } from "./support/hcl.ts";
import { DATA_SNAPSHOT, RUNNING_INSTANCE, STOPPED_INSTANCE, SYSTEM_SNAPSHOT } from "./support/test-stack.ts";

acceptanceTest("the page's example creates the image that it describes", async ({ stack, terraform }) => {
  terraform.write(
    "main.tf",
    `resource "alibabacloudstack_image" "default" {
      instance_id        = "${RUNNING_INSTANCE}"
      image_name         = "test-image"
      description        = "test-image"
      tags = {
        FinanceDept = "FinanceDeptJoshua"
      }
    }
    output "id" { value = alibabacloudstack_image.default.id }`,
  );
  const { stdout } = await terraform.apply();

  const made = await stack.onlyImage();
  expect(made).toMatchObject({
    ImageName: "test-image",
    Description: "test-image",
    Status: "Available",
    Tags: { Tag: [{ TagKey: "FinanceDept", TagValue: "FinanceDeptJoshua" }] },
  });
  expect(stdout).toContain(`id = "${made.ImageId}"`);
  expect(stored(terraform)).toMatchObject({
    id: made.ImageId,
    instance_id: RUNNING_INSTANCE,
    snapshot_id: null,
    disk_device_mapping: [],
    image_name: "test-image",
    description: "test-image",
    tags: { FinanceDept: "FinanceDeptJoshua" },
    default_tags: {},
    force: null,
    timeouts: null,
  });
  await expectNothingToDo(terraform);

  await terraform.destroy();
  expect(await stack.images()).toEqual([]);
});

acceptanceTest(
  "one CreateImage carries everything, tags and a ClientToken included",
  async ({ stack, terraform }) => {
    terraform.write(
      "main.tf",
      instanceImage(`image_name = "all"\ndescription = "in one request"\ntags = { a = "1", empty = "" }`),
    );
    await terraform.apply();
    const [request, ...others] = stack.requests("CreateImage");
    expect(others).toEqual([]);
    expect(request?.parameters).toMatchObject({
      RegionId: stack.local.region,
      InstanceId: RUNNING_INSTANCE,
      ImageName: "all",
      Description: "in one request",
      ClientToken: expect.stringMatching(/^[\x21-\x7e]{16,64}$/),
      "Tag.1.Key": "a",
      "Tag.1.Value": "1",
      "Tag.2.Key": "empty",
      "Tag.2.Value": "",
    });
    expect(stack.changes()).toEqual(["CreateImage"]);
    expect(await stack.onlyTags()).toEqual({ a: "1", empty: "" });
    await expectNothingToDo(terraform);
  },
);

acceptanceTest("every creation has a ClientToken of its own", async ({ stack, terraform }) => {
  terraform.write("main.tf", `${instanceImage("", "a")}${image(`snapshot_id = "${SYSTEM_SNAPSHOT}"`, "b")}`);
  await terraform.apply();
  const tokens = stack.requests("CreateImage").map(({ parameters }) => parameters.ClientToken);
  expect(new Set(tokens).size).toBe(2);
});

describe("a source", () => {
  const system = { Device: "/dev/xvda", Type: "system" };
  const data = { Device: "/dev/xvdb", Type: "data" };
  const mapping = (...bodies: string[]) =>
    bodies.map((body) => `disk_device_mapping {\n${body}\n}`).join("\n");
  const systemDisk = `snapshot_id = "${SYSTEM_SNAPSHOT}"`;
  const dataDisk = `snapshot_id = "${DATA_SNAPSHOT}"`;

  acceptanceTest.for([
    [
      "a running instance",
      {
        hcl: `instance_id = "${RUNNING_INSTANCE}"`,
        sent: { InstanceId: RUNNING_INSTANCE },
        disks: [system, data],
        blocks: [],
      },
    ],
    [
      "a stopped instance",
      {
        hcl: `instance_id = "${STOPPED_INSTANCE}"`,
        sent: { InstanceId: STOPPED_INSTANCE },
        disks: [system],
        blocks: [],
      },
    ],
    [
      "a snapshot",
      {
        hcl: systemDisk,
        sent: { SnapshotId: SYSTEM_SNAPSHOT },
        disks: [{ ...system, Size: "40", SnapshotId: SYSTEM_SNAPSHOT }],
        blocks: [],
      },
    ],
    [
      "a mapping of one snapshot, whose size the service fills in",
      {
        hcl: mapping(systemDisk),
        sent: { "DiskDeviceMapping.1.SnapshotId": SYSTEM_SNAPSHOT },
        disks: [{ ...system, Size: "40", SnapshotId: SYSTEM_SNAPSHOT }],
        blocks: [{ size: 40, snapshot_id: SYSTEM_SNAPSHOT }],
      },
    ],
    [
      "a mapping of several snapshots with sizes",
      {
        hcl: mapping(`${systemDisk}\nsize = 60`, `${dataDisk}\nsize = 500`),
        sent: {
          "DiskDeviceMapping.1.SnapshotId": SYSTEM_SNAPSHOT,
          "DiskDeviceMapping.1.Size": "60",
          "DiskDeviceMapping.2.SnapshotId": DATA_SNAPSHOT,
          "DiskDeviceMapping.2.Size": "500",
        },
        disks: [
          { ...system, Size: "60", SnapshotId: SYSTEM_SNAPSHOT },
          { ...data, Size: "500", SnapshotId: DATA_SNAPSHOT },
        ],
        blocks: [
          { size: 60, snapshot_id: SYSTEM_SNAPSHOT },
          { size: 500, snapshot_id: DATA_SNAPSHOT },
        ],
      },
    ],
    [
      "a mapping whose system disk is not the first",
      {
        hcl: mapping(dataDisk, systemDisk),
        sent: {
          "DiskDeviceMapping.1.SnapshotId": DATA_SNAPSHOT,
          "DiskDeviceMapping.2.SnapshotId": SYSTEM_SNAPSHOT,
        },
        disks: [
          { ...data, SnapshotId: DATA_SNAPSHOT },
          { ...system, Size: "40", SnapshotId: SYSTEM_SNAPSHOT },
        ],
        blocks: [{ snapshot_id: DATA_SNAPSHOT }, { size: 40, snapshot_id: SYSTEM_SNAPSHOT }],
      },
    ],
    [
      "a mapping with an empty data disk",
      {
        hcl: mapping(systemDisk, "size = 5"),
        sent: { "DiskDeviceMapping.1.SnapshotId": SYSTEM_SNAPSHOT, "DiskDeviceMapping.2.Size": "5" },
        disks: [
          { ...system, Size: "40", SnapshotId: SYSTEM_SNAPSHOT },
          { ...data, Size: "5", SnapshotId: "" },
        ],
        blocks: [
          { size: 40, snapshot_id: SYSTEM_SNAPSHOT },
          { size: 5, snapshot_id: null },
        ],
      },
    ],
  ] as const)("can be %s", async ([, { hcl, sent, disks, blocks }], { stack, terraform }) => {
    terraform.write("main.tf", image(hcl));
    await terraform.apply();
    const request = stack.requests("CreateImage")[0]?.parameters ?? {};
    const ofSource = Object.entries(request).filter(([name]) => /^(?:Instance|Snapshot|Disk)/.test(name));
    expect(Object.fromEntries(ofSource)).toEqual(sent);
    const { disk_device_mapping } = stored(terraform);
    const made = (await stack.onlyImage()).DiskDeviceMappings.DiskDeviceMapping;
    expect(disk_device_mapping).toMatchObject(blocks);
    expect(disk_device_mapping).toHaveLength(blocks.length);
    expect(made).toMatchObject(disks);
    expect(made).toHaveLength(disks.length);
    await expectNothingToDo(terraform);
  });
});

acceptanceTest(
  "without image_name the service uses the ID, and without description there is none",
  async ({ stack, terraform }) => {
    terraform.write("main.tf", instanceImage());
    await terraform.apply();
    const made = await stack.onlyImage();
    expect(made).toMatchObject({ ImageName: made.ImageId, Description: "" });
    const [request] = stack.requests("CreateImage");
    expect(request?.parameters).not.toHaveProperty("ImageName");
    expect(request?.parameters).not.toHaveProperty("Description");
    expect(stored(terraform)).toMatchObject({ image_name: made.ImageId, description: null, tags: null });
    await expectNothingToDo(terraform);
  },
);

acceptanceTest(
  "apply returns once the image is Available, and looks at it until then",
  async ({ stack, terraform }) => {
    await stack.setDurations({ imageSeconds: 2.5 });
    terraform.write("main.tf", instanceImage());
    const startedAt = performance.now();
    await terraform.apply();
    expect(performance.now() - startedAt).toBeGreaterThan(2500);
    expect(await stack.onlyImage()).toMatchObject({ Status: "Available" });
    expect(stored(terraform)).toMatchObject({ status: "Available" });
    const looks = stack.requests("DescribeImages");
    expect(looks.length).toBeGreaterThanOrEqual(3);
    for (const { parameters } of looks) expect(parameters.Status?.split(",")).toContain("Creating");
  },
);

acceptanceTest(
  "instances can be created from the image, and the system disk of an instance replaced by it",
  async ({ stack, terraform }) => {
    terraform.write("main.tf", image(`snapshot_id = "${SYSTEM_SNAPSHOT}"`));
    await terraform.apply();
    const ImageId = storedId(terraform);
    expect(await stack.runInstance(ImageId)).toMatch(/^i-/);
    await stack.call("ReplaceSystemDisk", { InstanceId: STOPPED_INSTANCE, ImageId });
    const { Instances } = await stack.call<{ Instances: { Instance: { ImageId: string }[] } }>(
      "DescribeInstances",
      {
        ImageId,
      },
    );
    expect(Instances.Instance).toHaveLength(2);
  },
);

acceptanceTest("what the service reports of the image is exported", async ({ stack, terraform }) => {
  terraform.write("main.tf", instanceImage());
  await terraform.apply();
  const made = await stack.onlyImage();
  expect(stored(terraform)).toMatchObject({
    id: made.ImageId,
    status: "Available",
    creation_time: made.CreationTime,
    default_tags: {},
  });
  expect(made.CreationTime).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  expect((await terraform.show()).values?.root_module?.resources?.map(({ address }) => address)).toEqual([
    IMAGE,
  ]);
  expect(storedId(terraform)).toMatch(/^m-/);
});
