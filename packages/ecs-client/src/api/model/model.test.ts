import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Fields, ShapeError } from "../../call/fields.ts";
import { diskFromApi } from "./disk.ts";
import { imageFromApi } from "./image.ts";
import { instanceFromApi } from "./instance.ts";
import { snapshotFromApi } from "./snapshot.ts";

describe("conversions of what the service reports", () => {
  const json = fc.oneof(
    fc.jsonValue(),
    fc.record(
      {
        ImageId: fc.jsonValue(),
        SnapshotId: fc.jsonValue(),
        InstanceId: fc.jsonValue(),
        DiskId: fc.jsonValue(),
        Size: fc.jsonValue(),
        Tags: fc.oneof(fc.jsonValue(), fc.record({ Tag: fc.jsonValue() })),
        DiskDeviceMappings: fc.oneof(fc.jsonValue(), fc.record({ DiskDeviceMapping: fc.jsonValue() })),
      },
      { requiredKeys: [] },
    ),
  );

  it.each([
    ["imageFromApi", imageFromApi],
    ["snapshotFromApi", snapshotFromApi],
    ["instanceFromApi", instanceFromApi],
    ["diskFromApi", diskFromApi],
  ])("%s either reads any JSON or says what is wrong with its shape", (_name, fromApi) => {
    fc.assert(
      fc.property(json, (value) => {
        try {
          fromApi(new Fields(value, "response"));
        } catch (error) {
          expect(error).toBeInstanceOf(ShapeError);
        }
      }),
    );
  });
});
