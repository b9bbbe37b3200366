import { Diagnostics, type JsonValue } from "terraform-plugin";
import { describe, expect, test } from "vitest";
import { ABROAD, storedImageCopy } from "../testing/image-copies.ts";
import { imageCopyMoveSources, normalizeImageCopy } from "./stored-state.ts";

describe("state as providers on SDKv2 store it", () => {
  test("has null where nothing was configured", () => {
    const zero = storedImageCopy({ kms_key_id: "", image_name: "", description: "" });
    expect(normalizeImageCopy(zero)).toEqual(
      storedImageCopy({ kms_key_id: null, image_name: null, description: null }),
    );
  });

  test("has no empty block of timeouts, unless this provider stored it", () => {
    const timeouts = { create: null, delete: null };
    const copy = storedImageCopy({ timeouts });
    expect(normalizeImageCopy({ ...copy, default_tags: null })).toEqual(storedImageCopy());
    expect(normalizeImageCopy(copy)).toEqual(copy);
  });

  test("keeps what was", () => {
    const copy = storedImageCopy({ kms_key_id: "key-1", encrypted: true });
    expect(normalizeImageCopy(copy)).toEqual(copy);
  });
});

describe("state that is moved here from aliyun/alibabacloudstack", () => {
  const move = (source: JsonValue) => imageCopyMoveSources[0]?.move(source, new Diagnostics());

  test("brings what the service does not report", () => {
    expect(
      move({
        id: "m-1",
        source_image_id: "m-source",
        destination_region_id: ABROAD,
        name: "golden",
        image_name: "golden",
        description: "A copy",
        encrypted: true,
        kms_key_id: "key-1",
        timeouts: { create: "1h", delete: null },
      }),
    ).toEqual({
      id: "m-1",
      source_image_id: "m-source",
      destination_region_id: ABROAD,
      image_name: "golden",
      description: "A copy",
      encrypted: true,
      kms_key_id: "key-1",
      tags: null,
      default_tags: {},
      timeouts: { create: "1h", delete: null },
    });
  });

  test.each([
    ["the deprecated name alone", { id: "m-1", name: "golden" }, { image_name: "golden" }],
    ["zero values", { id: "m-1", encrypted: false, kms_key_id: "" }, { encrypted: null, kms_key_id: null }],
    ["no regions and source, after an import", { id: "m-1", source_image_id: "" }, { id: "m-1" }],
  ])("may have %s", (_what, source, moved) => {
    expect(move(source)).toMatchObject(moved);
    expect(move(source)).not.toHaveProperty("source_image_id");
  });
});
