import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect } from "vitest";
import { acceptanceTest } from "./support/acceptance-test.ts";
import { expectNothingToDo, failureOf, plannedChange, stored, storedId } from "./support/checks.ts";
import { IMAGE, image, tagsArgument } from "./support/hcl.ts";
import {
  DATA_SNAPSHOT,
  RUNNING_INSTANCE,
  STOPPED_INSTANCE,
  SYSTEM_SNAPSHOT,
  type TestStack,
} from "./support/test-stack.ts";

const instance = `instance_id = "${RUNNING_INSTANCE}"`;
const snapshot = `snapshot_id = "${SYSTEM_SNAPSHOT}"`;
const disks = `disk_device_mapping {
  snapshot_id = "${SYSTEM_SNAPSHOT}"
  size        = 60
}
disk_device_mapping {
  snapshot_id = "${DATA_SNAPSHOT}"
}`;

/** The three kinds of source: as HCL, as parameters of CreateImage, and as an import finds them out. */
const sources = [
  ["an instance", instance, { InstanceId: RUNNING_INSTANCE }, { instance_id: RUNNING_INSTANCE }],
  ["a snapshot", snapshot, { SnapshotId: SYSTEM_SNAPSHOT }, { snapshot_id: SYSTEM_SNAPSHOT }],
  [
    "several snapshots",
    disks,
    {
      "DiskDeviceMapping.1.SnapshotId": SYSTEM_SNAPSHOT,
      "DiskDeviceMapping.1.Size": 60,
      "DiskDeviceMapping.2.SnapshotId": DATA_SNAPSHOT,
    },
    {
      disk_device_mapping: [
        { snapshot_id: SYSTEM_SNAPSHOT, size: 60 },
        { snapshot_id: DATA_SNAPSHOT, size: expect.any(Number) },
      ],
    },
  ],
] as const;

const importBlock = (imageId: string) => `import {\nto = ${IMAGE}\nid = "${imageId}"\n}\n`;
const described = `image_name = "imported"\ndescription = "made elsewhere"\n${tagsArgument({ team: "images" })}`;

/** Creates an image without Terraform, and returns its ID once it is Available. */
async function imageMadeElsewhere(
  stack: TestStack,
  source: Readonly<Record<string, string | number>>,
  ImageName = "imported",
): Promise<string> {
  const { ImageId } = await stack.call<{ ImageId: string }>("CreateImage", {
    ...source,
    ImageName,
    Description: "made elsewhere",
    "Tag.1.Key": "team",
    "Tag.1.Value": "images",
  });
  stack.advance(1000);
  return ImageId;
}

/** An image of an instance that does not exist any more, and neither do its disks: nothing tells what it was made of. */
async function imageOfGoneInstance(stack: TestStack) {
  const base = await imageMadeElsewhere(stack, { SnapshotId: SYSTEM_SNAPSHOT }, "base");
  const InstanceId = await stack.runInstance(base);
  stack.advance(60_000);
  const ImageId = await imageMadeElsewhere(stack, { InstanceId });
  await stack.call("DeleteInstance", { InstanceId, Force: "true" });
  await stack.removeImage(base);
  return { InstanceId, ImageId };
}

describe.for(sources)("an image of %s", ([, hcl, parameters, source]) => {
  acceptanceTest(
    "is imported by ID, and a matching configuration plans empty",
    async ({ stack, terraform }) => {
      const imageId = await imageMadeElsewhere(stack, parameters);
      terraform.write("main.tf", image(`${hcl}\n${described}`));
      await terraform.import(IMAGE, imageId);
      expect(stored(terraform)).toMatchObject({
        id: imageId,
        image_name: "imported",
        description: "made elsewhere",
        tags: { team: "images" },
        status: "Available",
        ...source,
      });
      await expectNothingToDo(terraform);
      expect(stack.changes()).toEqual(["CreateImage"]);
    },
  );

  acceptanceTest("is imported by an import block without any change", async ({ stack, terraform }) => {
    const imageId = await imageMadeElsewhere(stack, parameters);
    terraform.write("main.tf", `${image(`${hcl}\n${described}`)}${importBlock(imageId)}`);
    const { actions, importing } = await plannedChange(terraform);
    expect({ actions, importing }).toEqual({ actions: ["no-op"], importing: { id: imageId } });
    const { stdout } = await terraform.apply("test.tfplan");
    expect(stdout).toContain("1 imported, 0 added, 0 changed, 0 destroyed");
    await expectNothingToDo(terraform);
  });

  acceptanceTest(
    "plans empty with the configuration that terraform generates",
    async ({ stack, terraform }) => {
      const imageId = await imageMadeElsewhere(stack, parameters);
      terraform.write("import.tf", importBlock(imageId));
      await terraform.plan("-generate-config-out=generated.tf");
      const generated = readFileSync(join(terraform.folder, "generated.tf"), "utf8");
      expect(generated).toContain('image_name  = "imported"');
      const { stdout } = await terraform.apply();
      expect(stdout).toContain("1 imported, 0 added, 0 changed, 0 destroyed");
      await expectNothingToDo(terraform);
    },
  );

  acceptanceTest("is stored as the image that was created", async ({ stack, terraform }) => {
    terraform.write("main.tf", image(`${hcl}\n${described}`));
    await terraform.apply();
    const created = stored(terraform);
    expect((await terraform.run("state", "rm", IMAGE)).exitCode).toBe(0);
    await terraform.import(IMAGE, String(created.id));
    expect(stored(terraform)).toEqual(created);
    expect(stack.changes()).toEqual(["CreateImage"]);
  });

  acceptanceTest("is replaced when the configuration has another source", async ({ stack, terraform }) => {
    const imageId = await imageMadeElsewhere(stack, parameters);
    terraform.write("main.tf", image(`${hcl}\n${described}`));
    await terraform.import(IMAGE, imageId);
    terraform.write("main.tf", image(`instance_id = "${STOPPED_INSTANCE}"\n${described}`));
    expect((await plannedChange(terraform)).actions).toEqual(["delete", "create"]);
    await terraform.apply("test.tfplan");
    expect((await stack.onlyImage()).ImageId).not.toBe(imageId);
    await expectNothingToDo(terraform);
  });
});

describe("an imported image need not name its source", () => {
  acceptanceTest.for([sources[0], sources[1]])(
    "made of %s",
    async ([, , parameters], { stack, terraform }) => {
      const imageId = await imageMadeElsewhere(stack, parameters);
      terraform.write("main.tf", image(described));
      await terraform.import(IMAGE, imageId);
      await expectNothingToDo(terraform);
    },
  );

  acceptanceTest(
    "made of several snapshots: one change takes them out of the state",
    async ({ stack, terraform }) => {
      const imageId = await imageMadeElsewhere(stack, sources[2][2]);
      terraform.write("main.tf", image(described));
      await terraform.import(IMAGE, imageId);
      expect((await plannedChange(terraform)).actions).toEqual(["update"]);
      await stack.forgetRequests();
      await terraform.apply("test.tfplan");
      expect(stack.changes()).toEqual([]);
      expect(stored(terraform)).toMatchObject({ id: imageId, disk_device_mapping: [] });
      await expectNothingToDo(terraform);
    },
  );
});

describe("a source that cannot be found out", () => {
  acceptanceTest(
    "is adopted by one visible change that calls nothing, and from then on it counts",
    async ({ stack, terraform }) => {
      const { InstanceId, ImageId } = await imageOfGoneInstance(stack);
      terraform.write("main.tf", image(`instance_id = "${InstanceId}"\n${described}`));
      await terraform.import(IMAGE, ImageId);
      expect(stored(terraform)).toMatchObject({ instance_id: null, snapshot_id: null });
      const { actions, before, after } = await plannedChange(terraform);
      expect(actions).toEqual(["update"]);
      expect(after).toEqual({ ...before, instance_id: InstanceId });
      await stack.forgetRequests();
      await terraform.apply("test.tfplan");
      expect(stack.changes()).toEqual([]);
      expect(stored(terraform)).toMatchObject({ id: ImageId, instance_id: InstanceId });
      await expectNothingToDo(terraform);
      terraform.write("main.tf", image(`instance_id = "${STOPPED_INSTANCE}"\n${described}`));
      expect((await plannedChange(terraform)).actions).toEqual(["delete", "create"]);
    },
  );
});

acceptanceTest(
  "a single snapshot may be configured as a disk as well: it is adopted in place",
  async ({ stack, terraform }) => {
    const imageId = await imageMadeElsewhere(stack, { SnapshotId: SYSTEM_SNAPSHOT });
    terraform.write("main.tf", image(`disk_device_mapping {\n${snapshot}\n}\n${described}`));
    await terraform.import(IMAGE, imageId);
    expect((await plannedChange(terraform)).actions).toEqual(["update"]);
    await terraform.apply("test.tfplan");
    expect(stored(terraform)).toMatchObject({
      id: imageId,
      snapshot_id: null,
      disk_device_mapping: [{ snapshot_id: SYSTEM_SNAPSHOT, size: 40 }],
    });
    await expectNothingToDo(terraform);
  },
);

describe("disks that are not those of the imported image replace it", () => {
  acceptanceTest.for([
    ["another snapshot", `disk_device_mapping {\nsnapshot_id = "${DATA_SNAPSHOT}"\n}`],
    [
      "a disk more",
      `disk_device_mapping {\nsnapshot_id = "${SYSTEM_SNAPSHOT}"\n}\ndisk_device_mapping {\nsize = 5\n}`,
    ],
  ])("%s", async ([, hcl], { stack, terraform }) => {
    const imageId = await imageMadeElsewhere(stack, { SnapshotId: SYSTEM_SNAPSHOT });
    terraform.write("main.tf", image(`${hcl}\n${described}`));
    await terraform.import(IMAGE, imageId);
    const { actions, replace_paths } = await plannedChange(terraform);
    expect(actions).toEqual(["delete", "create"]);
    expect(replace_paths).toContainEqual(["disk_device_mapping"]);
  });
});

acceptanceTest(
  "force and timeouts of the configuration are no reason to change an imported image",
  async ({ stack, terraform }) => {
    const imageId = await imageMadeElsewhere(stack, { SnapshotId: SYSTEM_SNAPSHOT });
    terraform.write(
      "main.tf",
      image(`${snapshot}\n${described}\nforce = true\ntimeouts {\ncreate = "20m"\n}`),
    );
    await terraform.import(IMAGE, imageId);
    await stack.forgetRequests();
    await terraform.apply();
    expect(stack.changes()).toEqual([]);
    expect(stored(terraform)).toMatchObject({ force: true, timeouts: { create: "20m", delete: null } });
    await expectNothingToDo(terraform);
  },
);

describe("an import that fails says what is wrong", () => {
  acceptanceTest("with an ID that does not exist, or is none", async ({ terraform }) => {
    terraform.write("main.tf", image(instance));
    const missing = await failureOf(terraform, "import", IMAGE, "m-doesnotexist");
    expect(missing).toMatch(
      /Cannot import non-existent remote object.*check that the id (?:or identity )?is correct/,
    );
    const malformed = await failureOf(terraform, "import", IMAGE, "not an id");
    expect(malformed).toMatch(/Invalid import ID.*imported by its ID.*"not an id"/);
    expect(terraform.state().has(IMAGE)).toBe(false);
  });

  acceptanceTest.for([
    ["an instance", RUNNING_INSTANCE, /is the ID of an instance, not of an image/],
    ["a system image", "m-local0000000000system", /is a system image, which the cloud provides/],
    [
      "a region and an ID",
      "cn-elsewhere:m-1",
      /by its ID alone, m-1.*set region of the provider block to cn-elsewhere/,
    ],
  ] as const)("with the ID of %s", async ([, id, message], { terraform }) => {
    terraform.write("main.tf", image(instance));
    expect(await failureOf(terraform, "import", IMAGE, id)).toMatch(message);
    expect(terraform.state().has(IMAGE)).toBe(false);
  });

  acceptanceTest("with the ID of a copy", async ({ stack, terraform }) => {
    const source = await imageMadeElsewhere(stack, { SnapshotId: SYSTEM_SNAPSHOT });
    const { ImageId } = await stack.call<{ ImageId: string }>("CopyImage", {
      ImageId: source,
      DestinationRegionId: stack.local.region,
    });
    terraform.write("main.tf", image(instance));
    expect(await failureOf(terraform, "import", IMAGE, ImageId)).toMatch(
      /is a copy of another image. Import it as alibabacloudstack_image_copy/,
    );
  });
});

acceptanceTest(
  "an image that is still Creating, or Deprecated, can be imported",
  async ({ stack, terraform }) => {
    await stack.setDurations({ imageSeconds: 600 });
    const { ImageId } = await stack.call<{ ImageId: string }>("CreateImage", { SnapshotId: SYSTEM_SNAPSHOT });
    terraform.write("main.tf", image(snapshot));
    await terraform.import(IMAGE, ImageId);
    expect(stored(terraform)).toMatchObject({ id: ImageId, status: "Creating" });
    await stack.changeImage(ImageId, { Status: "Deprecated" });
    await expectNothingToDo(terraform);
    expect(storedId(terraform)).toBe(ImageId);
  },
);
