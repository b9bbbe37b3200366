import { describe, expect, it } from "vitest";

import { ResourceIndex } from "./resource-index.ts";
import { Resources } from "./resources.ts";

interface Item {
  readonly sequence: number;
  readonly fields: { readonly name: string; readonly size: number };
}

function resources(lagMs: number) {
  const time = { lagMs, at: 0, nowMs: () => time.at };
  const byName = new ResourceIndex<Item>((item) => [item.fields.name]);
  const items = new Resources<Item["fields"], Item>(time, [byName]);
  const add = (id: string, name: string) =>
    items.set(id, { sequence: items.size + 1, fields: { name, size: 1 } });
  return { time, byName, items, add, seen: () => items.visible().map((item) => item.fields.name) };
}

describe("an index of resources", () => {
  it("follows what is added, changed and removed", () => {
    const { byName, items, add } = resources(0);
    const found = (name: string) => [...byName.get(name)].map((item) => item.sequence);
    add("1", "a");
    add("2", "a");
    expect(found("a")).toEqual([1, 2]);
    items.change("1", { name: "b" });
    expect([found("a"), found("b")]).toEqual([[2], [1]]);
    items.change("2", { size: 9 });
    expect(found("a")).toEqual([2]);
    items.delete("2");
    expect(found("a")).toEqual([]);
    items.clear();
    expect(found("b")).toEqual([]);
  });
});

describe("reads without a lag", () => {
  it("see every change at once", () => {
    const { items, add, seen } = resources(0);
    add("1", "a");
    items.change("1", { name: "b" });
    expect(seen()).toEqual(["b"]);
    items.delete("1");
    expect(seen()).toEqual([]);
  });
});

describe("reads with a lag", () => {
  it("see a new item, a change and the end of an item that much later", () => {
    const { time, items, add, seen } = resources(10);
    add("1", "a");
    time.at = 5;
    items.change("1", { name: "b" });
    time.at = 7;
    items.delete("1");
    const story = [9, 10, 14, 15, 16, 17].map((atMs) => {
      time.at = atMs;
      return seen().join();
    });
    expect(story).toEqual(["", "a", "a", "b", "b", ""]);
  });

  it("see items in the order they were made, gone ones among them", () => {
    const { time, items, add, seen } = resources(10);
    for (const name of ["a", "b", "c"]) add(name, name);
    time.at = 20;
    items.delete("b");
    expect(seen()).toEqual(["a", "b", "c"]);
    expect(items.visibleOf(["c", "b", "b", "x"]).map((item) => item.fields.name)).toEqual(["c", "b"]);
  });

  it("count the lag from when a change was, not from when it was noticed", () => {
    const { time, items, add, seen } = resources(10);
    add("1", "a");
    time.at = 100;
    items.change("1", { name: "b" }, 85);
    expect(seen()).toEqual(["b"]);
  });

  it("leave what a writer sees as it is", () => {
    const { items, add } = resources(10);
    add("1", "a");
    expect(items.get("1")?.fields.name).toBe("a");
  });
});
