import { DiagnosticError, Diagnostics, path, UNKNOWN } from "terraform-plugin";
import { describe, expect, test } from "vitest";
import { imageConfig } from "../testing/images.ts";
import type { ImageConfig } from "./schema.ts";
import { requireSource, validateImage } from "./validate.ts";

const instance = { instance_id: "i-1" };
const snapshot = { snapshot_id: "s-1" };
const mapping = { disk_device_mapping: [{ snapshot_id: "s-1", size: null }] };

function validate(given: Partial<ImageConfig>) {
  const diagnostics = new Diagnostics();
  validateImage(imageConfig(given), diagnostics);
  return diagnostics.list;
}

describe("the sources of an image", () => {
  test.each<[string, Partial<ImageConfig>, string[]]>([
    ["an instance and a snapshot", { ...instance, ...snapshot }, ["snapshot_id conflicts with instance_id"]],
    [
      "an instance and a mapping",
      { ...instance, ...mapping },
      ["disk_device_mapping conflicts with instance_id"],
    ],
    [
      "a snapshot and a mapping",
      { ...snapshot, ...mapping },
      ["disk_device_mapping conflicts with snapshot_id"],
    ],
    [
      "all three",
      { ...instance, ...snapshot, ...mapping },
      [
        "snapshot_id conflicts with instance_id",
        "disk_device_mapping conflicts with instance_id",
        "disk_device_mapping conflicts with snapshot_id",
      ],
    ],
  ])("conflict: %s", (_sources, given, conflicts) => {
    const found = validate(given);
    expect(found.map(({ detail }) => detail.split(":")[0])).toEqual(conflicts);
    expect(found.map((each) => each.path?.[0])).toEqual(
      conflicts.map((each) => ({ attribute: each.split(" ")[0] })),
    );
    for (const { detail } of found) expect(detail).toContain("Remove one of them.");
  });

  test.each<[string, Partial<ImageConfig>]>([
    ["only an instance", instance],
    ["only a snapshot", snapshot],
    ["only a mapping", mapping],
    ["none: an imported image need not name it", {}],
    ["one that is not known yet beside another", { ...instance, snapshot_id: UNKNOWN }],
    ["blocks that are not known yet beside another", { ...instance, disk_device_mapping: UNKNOWN }],
    ["two that are not known yet", { instance_id: UNKNOWN, snapshot_id: UNKNOWN }],
  ])("do not conflict: %s", (_sources, given) => {
    expect(validate(given)).toEqual([]);
  });
});

describe("disk_device_mapping", () => {
  test("needs a snapshot in one of its blocks", () => {
    expect(
      validate({
        disk_device_mapping: [
          { snapshot_id: null, size: 40 },
          { snapshot_id: null, size: 50 },
        ],
      }),
    ).toEqual([
      {
        severity: "error",
        summary: "No snapshot in disk_device_mapping",
        detail:
          "At least one disk_device_mapping must have a snapshot_id: exactly one of them is the snapshot of a system disk, which the image starts from.",
        path: path("disk_device_mapping", 0, "snapshot_id"),
      },
    ]);
  });

  test.each([
    ["a snapshot in the last block", "s-1"],
    ["a snapshot that is not known yet", UNKNOWN],
  ])("is fine with %s", (_rule, snapshot_id) => {
    const disk_device_mapping = [
      { snapshot_id: null, size: 40 },
      { snapshot_id, size: null },
    ];
    expect(validate({ disk_device_mapping })).toEqual([]);
  });
});

describe("an empty disk_device_mapping", () => {
  test.each([
    ["alone", [{ snapshot_id: null, size: null }], [0]],
    [
      "among others",
      [
        { snapshot_id: null, size: null },
        { snapshot_id: "s-1", size: null },
        { snapshot_id: null, size: null },
      ],
      [0, 2],
    ],
  ])("is an error at the block: %s", (_rule, disk_device_mapping, indexes) => {
    const found = validate({ disk_device_mapping });
    expect(found.map((each) => each.path)).toEqual(
      indexes.map((index) => path("disk_device_mapping", index, "snapshot_id")),
    );
    for (const { summary, detail } of found) {
      expect(summary).toBe("Empty disk_device_mapping");
      expect(detail).toMatch(/^disk_device_mapping \d of \d is empty\. Set snapshot_id, or size/);
    }
  });

  test("may get its values later", () => {
    const disk_device_mapping = [
      { snapshot_id: "s-1", size: null },
      { snapshot_id: null, size: UNKNOWN },
      { snapshot_id: UNKNOWN, size: null },
    ];
    expect(validate({ disk_device_mapping })).toEqual([]);
  });
});

describe("an image that will be created", () => {
  test("must have a source; the error names all three", () => {
    expect(() => requireSource(imageConfig({ image_name: "golden" }))).toThrow(DiagnosticError);
    for (const source of ["instance_id", "snapshot_id", "disk_device_mapping"])
      expect(() => requireSource(imageConfig())).toThrow(source);
  });

  test.each<[string, Partial<ImageConfig>]>([
    ["an instance", instance],
    ["a snapshot", snapshot],
    ["a mapping", mapping],
    ["an instance that is not known yet", { instance_id: UNKNOWN }],
    ["a snapshot that is not known yet", { snapshot_id: UNKNOWN }],
    ["blocks that are not known yet", { disk_device_mapping: UNKNOWN }],
  ])("may have %s", (_source, given) => {
    expect(() => requireSource(imageConfig(given))).not.toThrow();
  });
});
