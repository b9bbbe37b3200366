import { describe, expect, test } from "vitest";
import { imageConfig, plannedImage, storedImage } from "../testing/images.ts";
import { emptyPrivateState } from "../testing/operation.ts";
import type { ImageConfig } from "./schema.ts";
import { leavesItsMapping, noteSource } from "./source.ts";

const blocks = [{ snapshot_id: "s-1", size: 40 }];
const madeOfMapping = plannedImage({ instance_id: null, disk_device_mapping: blocks });
const stored = storedImage({ instance_id: null, disk_device_mapping: blocks });

describe("an image that was made of its disk_device_mapping", () => {
  test.each<[string, Partial<ImageConfig>, boolean]>([
    ["an instance", { instance_id: "i-1" }, true],
    ["a snapshot", { snapshot_id: "s-1" }, true],
    ["the mapping", { disk_device_mapping: blocks }, false],
    ["no source at all", {}, false],
  ])("leaves it when the configuration has %s: %s", (_source, given, leaves) => {
    const privateState = emptyPrivateState();
    noteSource(madeOfMapping, privateState);
    expect(leavesItsMapping(imageConfig(given), stored, privateState)).toBe(leaves);
  });
});

test("an image of an instance notes nothing, and has no mapping to leave", () => {
  const privateState = emptyPrivateState();
  noteSource(plannedImage(), privateState);
  expect(leavesItsMapping(imageConfig({ instance_id: "i-2" }), stored, privateState)).toBe(false);
});

test("blocks that another provider stored for an imported image say nothing about its source", () => {
  expect(leavesItsMapping(imageConfig({ instance_id: "i-1" }), stored, emptyPrivateState())).toBe(false);
});

test("an image without stored blocks has none to leave", () => {
  const privateState = emptyPrivateState();
  noteSource(madeOfMapping, privateState);
  expect(leavesItsMapping(imageConfig({ instance_id: "i-1" }), storedImage(), privateState)).toBe(false);
});
