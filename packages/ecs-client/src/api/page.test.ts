import { describe, expect, it } from "vitest";
import { allItems, jsonIds, type Page, pagingParameters } from "./page.ts";

/** Collects all items of a list whose pages come from the function; also says which pages were asked for. */
async function collect(pageOf: (pageNumber: number) => Partial<Page<string>>) {
  const asked: number[] = [];
  const items: string[] = [];
  const pages = allItems(async (pageNumber) => {
    asked.push(pageNumber);
    return { items: [], totalCount: null, requestId: null, pageNumber, ...pageOf(pageNumber) };
  });
  for await (const item of pages) items.push(item);
  return { asked, items };
}

describe("allItems", () => {
  it.each<[string, (pageNumber: number) => Partial<Page<string>>, number[]]>([
    ["when the total is reached", (page) => ({ items: [`${page}`, "x"], totalCount: 4 }), [1, 2]],
    [
      "with an empty page, whatever the total says",
      (page) => ({ items: page < 3 ? ["x"] : [], totalCount: 9 }),
      [1, 2, 3],
    ],
    ["after one page when there is no total", () => ({ items: ["x"] }), [1]],
    ["after an empty list", () => ({ items: [], totalCount: 0 }), [1]],
  ])("ends %s", async (_what, pageOf, asked) => {
    expect((await collect(pageOf)).asked).toEqual(asked);
  });

  it("fails when a list does not end", async () => {
    await expect(collect(() => ({ items: ["x"], totalCount: 1e9 }))).rejects.toMatchObject({
      kind: "malformed-response",
    });
  });
});

describe("pagingParameters", () => {
  it("asks for the largest page unless told otherwise", () => {
    expect(pagingParameters({})).toEqual({ PageNumber: 1, PageSize: 100 });
    expect(pagingParameters({ pageNumber: 3, pageSize: 20 })).toEqual({ PageNumber: 3, PageSize: 20 });
  });
});

describe("jsonIds", () => {
  it("is a JSON array, or nothing without a list", () => {
    expect(jsonIds("diskIds", ["d-1", "d-2"])).toBe('["d-1","d-2"]');
    expect(jsonIds("diskIds", undefined)).toBeUndefined();
  });

  it("refuses an empty list, which would match everything", () => {
    expect(() => jsonIds("diskIds", [])).toThrow("diskIds must name at least one ID");
  });
});
