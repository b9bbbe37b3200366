import { describe, expect, test } from "vitest";
import { reportedDisk, reportedImage } from "../testing/fake-ecs.ts";
import { ABROAD, plannedImageCopy, storedImageCopy } from "../testing/image-copies.ts";
import { plainPolicy } from "../testing/images.ts";
import { fromApi, toRequest, toState } from "./model.ts";
import type { ImageCopyPlan } from "./schema.ts";

/** An image with two disks of which the service says this. */
function encryptedDisks(first: boolean | null, second: boolean | null) {
  return reportedImage({
    diskDeviceMappings: [reportedDisk({ encrypted: first }), reportedDisk({ encrypted: second })],
  });
}

describe("the request for a copy", () => {
  test("leaves to the service what is not planned", () => {
    expect(toRequest(plannedImageCopy(), "token-1", plainPolicy)).toEqual({
      clientToken: "token-1",
      sourceImageId: "m-source",
      destinationRegionId: ABROAD,
    });
  });

  test.each<[Partial<ImageCopyPlan>, object]>([
    [{ image_name: "golden" }, { imageName: "golden" }],
    [{ description: "A copy" }, { description: "A copy" }],
    [{ encrypted: false }, { encrypted: false }],
    [
      { encrypted: true, kms_key_id: "key-1" },
      { encrypted: true, kmsKeyId: "key-1" },
    ],
    [{ tags: { a: "1" } }, { tags: [{ key: "a", value: "1" }] }],
  ])("has of %j %j", (plan, fields) => {
    expect(toRequest(plannedImageCopy(plan), "token-1", plainPolicy)).toMatchObject(fields);
  });

  test("has the default tags", () => {
    const policy = { ...plainPolicy, defaults: { env: "prod" } };
    const { tags } = toRequest(plannedImageCopy({ tags: { a: "1" } }), "token-1", policy);
    expect(tags).toEqual([
      { key: "env", value: "prod" },
      { key: "a", value: "1" },
    ]);
  });
});

describe("a copy that was made", () => {
  test("is stored as the service shows it, and as it was planned", () => {
    expect(toState(plannedImageCopy(), "m-1", reportedImage(), plainPolicy)).toEqual(storedImageCopy());
  });

  test("has its ID and what was planned while the service does not show it", () => {
    expect(toState(plannedImageCopy({ image_name: "golden" }), "m-1", null, plainPolicy)).toMatchObject({
      id: "m-1",
      source_image_id: "m-source",
      destination_region_id: ABROAD,
      image_name: "golden",
      encrypted: null,
      status: null,
    });
  });

  test.each([
    [null, null, null],
    [false, null, false],
    [false, true, true],
  ])("of disks with %s and %s is encrypted: %s", (first, second, encrypted) => {
    const image = encryptedDisks(first, second);
    expect(toState(plannedImageCopy(), "m-1", image, plainPolicy).encrypted).toBe(encrypted);
  });

  test("is encrypted as planned, whatever the service shows", () => {
    const copy = toState(
      plannedImageCopy({ encrypted: true }),
      "m-1",
      encryptedDisks(false, false),
      plainPolicy,
    );
    expect(copy.encrypted).toBe(true);
  });
});

describe("a copy that is read", () => {
  test("keeps what the service never reports", () => {
    const stored = storedImageCopy({ kms_key_id: "key-1", encrypted: true, force: true });
    expect(fromApi(reportedImage({ imageName: "renamed" }), stored, plainPolicy)).toEqual({
      ...stored,
      image_name: "renamed",
    });
  });

  test.each([
    [null, true, true],
    [null, null, null],
    [true, false, true],
    [false, true, false],
  ])("stored with encrypted = %s and shown with %s has %s", (stored, shown, encrypted) => {
    const copy = fromApi(encryptedDisks(shown, shown), storedImageCopy({ encrypted: stored }), plainPolicy);
    expect(copy.encrypted).toBe(encrypted);
  });
});
