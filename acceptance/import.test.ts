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

/** The three kinds of source: as HCL, and as parameters of CreateImage. */
const sources = [
  ["an instance", instance, { InstanceId: RUNNING_INSTANCE }],
  ["a snapshot", snapshot, { SnapshotId: SYSTEM_SNAPSHOT }],
  [
    "several snapshots",
    disks,
    {
      "DiskDeviceMapping.1.SnapshotId": SYSTEM_SNAPSHOT,
      "DiskDeviceMapping.1.Size": 60,
      "DiskDeviceMapping.2.SnapshotId": DATA_SNAPSHOT,
    },
  ],
] as const;

const importBlock = (imageId: string) => `import {\nto = ${IMAGE}\nid = "${imageId}"\n}\n`;
const described = `image_name = "imported"\ndescription = "made elsewhere"\n${tagsArgument({ team: "images" })}`;

/** Creates an image without Terraform, and returns its ID once it is Available. */
async function imageMadeElsewhere(
  stack: TestStack,
  source: Readonly<Record<string, string | number>>,
): Promise<string> {
  const { ImageId } = await stack.call<{ ImageId: string }>("CreateImage", {
    ...source,
    ImageName: "imported",
    Description: "made elsewhere",
    "Tag.1.Key": "team",
    "Tag.1.Value": "images",
  });
  stack.advance(1000);
  return ImageId;
}

describe.for(sources)("an image of %s", ([, hcl, parameters]) => {
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
    // What the service never tells: it comes from the configuration with the next apply.
    const { instance_id, snapshot_id, disk_device_mapping, ...created } = stored(terraform);
    expect((await terraform.run("state", "rm", IMAGE)).exitCode).toBe(0);
    await terraform.import(IMAGE, String(created.id));
    expect(stored(terraform)).toEqual({
      ...created,
      instance_id: null,
      snapshot_id: null,
      disk_device_mapping: [],
    });
    expect(stack.changes()).toEqual(["CreateImage"]);
  });
});

acceptanceTest(
  "the first update after an import takes the source over, and from then on it counts",
  async ({ stack, terraform }) => {
    const imageId = await imageMadeElsewhere(stack, { InstanceId: RUNNING_INSTANCE });
    terraform.write("main.tf", image(`${instance}\nimage_name = "renamed"`));
    await terraform.import(IMAGE, imageId);
    const { stdout } = await terraform.apply();
    expect(stdout).toContain("0 added, 1 changed, 0 destroyed");
    expect(stored(terraform)).toMatchObject({ id: imageId, instance_id: RUNNING_INSTANCE });
    await expectNothingToDo(terraform);
    terraform.write("main.tf", image(`instance_id = "${STOPPED_INSTANCE}"\nimage_name = "renamed"`));
    expect((await plannedChange(terraform)).actions).toEqual(["delete", "create"]);
  },
);

acceptanceTest("an imported image need not name a source", async ({ stack, terraform }) => {
  const imageId = await imageMadeElsewhere(stack, { InstanceId: RUNNING_INSTANCE });
  terraform.write("main.tf", image(described));
  await terraform.import(IMAGE, imageId);
  await expectNothingToDo(terraform);
});

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

acceptanceTest("an ID that does not exist, or is none, is a clear error", async ({ terraform }) => {
  terraform.write("main.tf", image(instance));
  const missing = await failureOf(terraform, "import", IMAGE, "m-doesnotexist");
  expect(missing).toMatch(
    /Cannot import non-existent remote object.*check that the id (?:or identity )?is correct/,
  );
  const malformed = await failureOf(terraform, "import", IMAGE, "not an id");
  expect(malformed).toMatch(/Invalid import ID.*imported by its ID.*"not an id"/);
  expect(terraform.state().has(IMAGE)).toBe(false);
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
