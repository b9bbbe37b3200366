import { describe, expect } from "vitest";
import { acceptanceTest } from "./support/acceptance-test.ts";
import { expectNothingToDo, plannedChange, stored, storedId } from "./support/checks.ts";
import { IMAGE, image } from "./support/hcl.ts";
import { DATA_SNAPSHOT, RUNNING_INSTANCE, STOPPED_INSTANCE, SYSTEM_SNAPSHOT } from "./support/test-stack.ts";

const instance = `instance_id = "${RUNNING_INSTANCE}"`;
const snapshot = `snapshot_id = "${SYSTEM_SNAPSHOT}"`;
const disk = (snapshotId: string, size?: number) =>
  `disk_device_mapping {\nsnapshot_id = "${snapshotId}"\n${size === undefined ? "" : `size = ${size}`}\n}`;
const system = disk(SYSTEM_SNAPSHOT, 50);
const data = disk(DATA_SNAPSHOT, 100);
/** A snapshot that {@link acceptanceTest} can create: its ID is the next one. */
const OTHER_SNAPSHOT = "other-snapshot";

describe("a new image replaces the old one when there is another", () => {
  acceptanceTest.for([
    ["instance_id", instance, `instance_id = "${STOPPED_INSTANCE}"`, ["instance_id"]],
    ["snapshot_id", snapshot, `snapshot_id = "${OTHER_SNAPSHOT}"`, ["snapshot_id"]],
    ["snapshot_id of a disk", system, disk(OTHER_SNAPSHOT, 50), ["disk_device_mapping", 0, "snapshot_id"]],
    ["size of a disk", system, disk(SYSTEM_SNAPSHOT, 60), ["disk_device_mapping", 0, "size"]],
    ["disk more", system, `${system}\n${data}`, ["disk_device_mapping", 1]],
    ["disk less", `${system}\n${data}`, system, ["disk_device_mapping", 1]],
    ["order of disks", `${system}\n${data}`, `${data}\n${system}`, ["disk_device_mapping", 0, "snapshot_id"]],
    ["kind of source: a snapshot instead of an instance", instance, snapshot, ["instance_id"]],
    ["kind of source: an instance instead of a snapshot", snapshot, instance, ["snapshot_id"]],
    ["kind of source: disks instead of a snapshot", snapshot, system, ["snapshot_id"]],
    ["kind of source: an instance instead of disks", system, instance, ["disk_device_mapping"]],
    ["kind of source: disks instead of an instance", instance, `${system}\n${data}`, ["instance_id"]],
  ] as const)("%s", async ([, before, after, path], { stack, terraform }) => {
    const { SnapshotId } = await stack.call<{ SnapshotId: string }>("CreateSnapshot", {
      DiskId: await stack.systemDiskId(RUNNING_INSTANCE),
    });
    terraform.write("main.tf", image(before));
    await terraform.apply();
    const first = storedId(terraform);

    terraform.write("main.tf", image(after.replace(OTHER_SNAPSHOT, SnapshotId)));
    const { actions, replace_paths = [], after_unknown } = await plannedChange(terraform);
    expect(actions).toEqual(["delete", "create"]);
    expect(replace_paths).toContainEqual(path);
    expect(after_unknown.id).toBe(true);
    await terraform.apply("test.tfplan");
    expect((await stack.onlyImage()).ImageId).not.toBe(first);
    expect(await terraform.isPlanEmpty()).toBe(true);
  });
});

acceptanceTest(
  "the replaced image can have the same name, since the old one is gone before",
  async ({ stack, terraform }) => {
    terraform.write("main.tf", image(`${instance}\nimage_name = "golden"`));
    await terraform.apply();
    const first = storedId(terraform);
    terraform.write("main.tf", image(`${snapshot}\nimage_name = "golden"`));
    await terraform.apply();
    const made = await stack.onlyImage();
    expect(made.ImageName).toBe("golden");
    expect(made.ImageId).not.toBe(first);
  },
);

acceptanceTest(
  "with create_before_destroy the new image is Available before the old one is deleted",
  async ({ stack, terraform }) => {
    const lifecycle = "lifecycle {\ncreate_before_destroy = true\n}";
    terraform.write("main.tf", image(`${instance}\n${lifecycle}`));
    await terraform.apply();
    const first = storedId(terraform);
    terraform.write("main.tf", image(`${snapshot}\n${lifecycle}`));
    expect((await plannedChange(terraform)).actions).toEqual(["create", "delete"]);
    await stack.forgetRequests();
    await terraform.apply("test.tfplan");
    const made = await stack.onlyImage();
    expect(made.ImageId).not.toBe(first);
    expect(stack.changes()).toEqual(["CreateImage", "DeleteImage"]);
    const beforeDeletion = stack.requests().slice(
      0,
      stack.requests().findIndex(({ action }) => action === "DeleteImage"),
    );
    expect(beforeDeletion.some(({ parameters }) => parameters.ImageId === made.ImageId)).toBe(true);
    await expectNothingToDo(terraform);
  },
);

acceptanceTest("a tainted image is replaced", async ({ stack, terraform }) => {
  terraform.write("main.tf", image(snapshot));
  await terraform.apply();
  const first = storedId(terraform);
  expect((await terraform.run("taint", IMAGE)).exitCode).toBe(0);
  expect((await plannedChange(terraform)).actions).toEqual(["delete", "create"]);
  await terraform.apply("test.tfplan");
  expect(stored(terraform).id).toBe((await stack.onlyImage()).ImageId);
  expect(storedId(terraform)).not.toBe(first);
  await expectNothingToDo(terraform);
});
