import { apiError } from "../../errors/api-error.ts";
import { attachNewDisk } from "../../model/attach-disk.ts";
import { isUsable, operatingSystemOf } from "../../model/image.ts";
import { defineAction } from "../common/define-action.ts";
import { flag, integer, required, text } from "../parameters/parameter.ts";
import { must } from "../parameters/rule.ts";
import { findInstance } from "./find-instance.ts";
import { systemDiskSizeGib } from "./system-disk-size.ts";

/**
 * ReplaceSystemDisk: a Stopped instance gets a new system disk from another image; the old disk is removed, its
 * snapshots stay. An image with data disks is refused.
 */
export const replaceSystemDisk = defineAction({
  name: "ReplaceSystemDisk",
  writes: true,
  clientToken: { mismatch: "idempotentMismatch", malformed: "clientTokenMalformed" },
  parameters: {
    InstanceId: required(text()),
    ImageId: text(),
    "SystemDisk.Size": integer(),
    KeyPairName: text(),
    Password: text(must("passwordMalformed", isPassword)),
    PasswordInherit: flag(),
    ClientToken: text(),
  },
  errors: [
    "instanceNotFound",
    "replaceImageMissing",
    "imageNotFound",
    "passwordInherit",
    "instanceStatus",
    "imageNotValid",
    "replaceByDataImage",
    "systemDiskBelowImage",
    "systemDiskBelowMinimum",
    "systemDiskAboveMaximum",
    "replaceSnapshotting",
  ],
  find(stack, values) {
    const instance = findInstance(stack, values);
    if (values.ImageId === undefined) throw apiError("replaceImageMissing");
    const image = stack.imageIn(instance.regionId, values.ImageId);
    if (image === undefined) throw apiError("imageNotFound");
    return { instance, image };
  },
  handle(stack, values, { instance, image }) {
    if (values.PasswordInherit === true && values.Password !== undefined) throw apiError("passwordInherit");
    if (instance.fields.Status !== "Stopped") throw apiError("instanceStatus");
    if (!isUsable(image)) throw apiError("imageNotValid");
    const mappings = image.fields.DiskDeviceMappings.DiskDeviceMapping;
    if (mappings.some((mapping) => mapping.Type === "data")) throw apiError("replaceByDataImage");
    const sizeGib = systemDiskSizeGib(image, values["SystemDisk.Size"], "systemDiskAboveMaximum");
    const { InstanceId, ZoneId } = instance.fields;
    const old = stack.disksOf(InstanceId).find((disk) => disk.fields.Type === "system");
    if (old !== undefined && stack.snapshotCounts(old.fields.DiskId).unfinished > 0) {
      throw apiError("replaceSnapshotting");
    }
    if (old !== undefined) stack.disks.delete(old.fields.DiskId);
    const { ImageId } = image.fields;
    const disk = attachNewDisk(
      stack,
      {
        type: "system",
        device: mappings[0]?.Device ?? "/dev/xvda",
        sizeGib,
        category: old?.fields.Category ?? "cloud_efficiency",
        sourceSnapshotId: mappings[0]?.SnapshotId ?? "",
        encrypted: mappings[0]?.Encrypted ?? false,
        deleteWithInstance: old?.fields.DeleteWithInstance ?? true,
      },
      { regionId: instance.regionId, zoneId: ZoneId, instanceId: InstanceId, imageId: ImageId },
    );
    stack.instances.change(InstanceId, {
      ImageId,
      ...(values.KeyPairName !== undefined && { KeyPairName: values.KeyPairName }),
    });
    instance.operatingSystem = operatingSystemOf(image.fields);
    instance.imdsSupport = image.fields.Features.ImdsSupport;
    return { DiskId: disk.fields.DiskId };
  },
});

/** 8 to 30 characters of at least three of the four kinds: lower case, upper case, digits, others that can be printed. */
function isPassword(value: string): boolean {
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^a-zA-Z\d]/].filter((kind) => kind.test(value));
  return /^[\x21-\x7e]{8,30}$/.test(value) && kinds.length >= 3;
}
