import { describe, expect, it } from "vitest";

import type { Stack } from "../../model/stack.ts";
import {
  availableImage,
  listOf,
  newStack,
  OTHER_REGION,
  patchImage,
  RUNNING,
  run,
} from "../../testing/stack.ts";

const image = (ResourceId: string) => ({ ResourceType: "image", ResourceId });
const tagsOf = (stack: Stack, id: string) =>
  stack.images.get(id)?.fields.Tags.Tag.map(({ TagKey, TagValue }) => `${TagKey}=${TagValue}`);

describe("AddTags", () => {
  it("sets tags, in the new and in the old spelling, and overwrites in place", () => {
    const stack = newStack();
    const id = availableImage(stack, { "Tag.1.Key": "a", "Tag.1.Value": "1" });
    run(stack, "AddTags", { ...image(id), "Tag.1.key": "b", "Tag.2.Key": "a", "Tag.2.Value": "2" });
    expect(tagsOf(stack, id)).toEqual(["a=2", "b="]);
  });
});

describe("RemoveTags", () => {
  it("removes by key, or by key and value where there is a value, and nothing without tags", () => {
    const stack = newStack();
    const id = availableImage(stack);
    run(stack, "AddTags", {
      ...image(id),
      "Tag.1.Key": "a",
      "Tag.1.Value": "1",
      "Tag.2.Key": "b",
      "Tag.2.Value": "2",
    });
    run(stack, "RemoveTags", image(id));
    run(stack, "RemoveTags", { ...image(id), "Tag.1.Key": "b", "Tag.1.Value": "other" });
    expect(tagsOf(stack, id)).toEqual(["a=1", "b=2"]);
    run(stack, "RemoveTags", { ...image(id), "Tag.1.Key": "b", "Tag.2.Key": "a", "Tag.2.Value": "1" });
    expect(tagsOf(stack, id)).toEqual([]);
  });

  it("leaves tags of the system alone", () => {
    const stack = newStack();
    const id = availableImage(stack);
    patchImage(stack, id, { Tags: { Tag: [{ TagKey: "acs:rm:rgId", TagValue: "rg" }] } });
    run(stack, "RemoveTags", { ...image(id), "Tag.1.Key": "acs:rm:rgId" });
    expect(tagsOf(stack, id)).toEqual(["acs:rm:rgId=rg"]);
  });
});

describe("DescribeTags", () => {
  function tagged() {
    const stack = newStack();
    for (const id of [availableImage(stack), availableImage(stack)]) {
      run(stack, "AddTags", { ...image(id), "Tag.1.Key": "env", "Tag.1.Value": "test" });
    }
    const instance = { ResourceType: "instance", ResourceId: RUNNING };
    run(stack, "AddTags", { ...instance, "Tag.1.Key": "env", "Tag.1.Value": "test", "Tag.2.Key": "x" });
    return stack;
  }
  const describeTags = (stack: Stack, sent = {}) => listOf(run(stack, "DescribeTags", sent).Tags, "Tag");

  it("counts for each pair of key and value how many resources of each type have it", () => {
    expect(describeTags(tagged())).toMatchObject([
      { TagKey: "env", TagValue: "test", ResourceTypeCount: { Image: 2, Instance: 1, Disk: 0, Volume: 0 } },
      { TagKey: "x", TagValue: "", ResourceTypeCount: { Image: 0, Instance: 1 } },
    ]);
  });

  it.each([
    [{ ResourceType: "image" }, ["env"]],
    [{ ResourceType: "instance", ResourceId: RUNNING }, ["env", "x"]],
    [{ "Tag.1.Key": "x" }, ["x"]],
    [{ "Tag.1.Key": "env", "Tag.1.Value": "other" }, []],
    [{ ResourceType: "eni" }, []],
    [{ RegionId: OTHER_REGION }, []],
    [{ PageSize: 1, PageNumber: 2 }, ["x"]],
  ])("finds tags by %j", (sent, keys) => {
    expect(describeTags(tagged(), sent).map(({ TagKey }) => TagKey)).toEqual(keys);
  });
});
