import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readAllPages } from "./all-pages.ts";
import type { Page } from "./page.ts";

type PageOf = (pageNumber: number) => { items: readonly string[]; totalCount?: number };

/** Reads the list whose pages come from the function; also says which pages were requested. */
async function read(pageOf: PageOf, isEnough?: (items: ReadonlyMap<string, string>) => boolean) {
  const requested: number[] = [];
  const fetchPage = async (pageNumber: number): Promise<Page<string>> => {
    requested.push(pageNumber);
    return { totalCount: null, requestId: null, pageNumber, ...pageOf(pageNumber) };
  };
  const { items } = await readAllPages({ fetchPage, idOf: (item) => item, ...(isEnough && { isEnough }) });
  return { requested, items: [...items.values()] };
}

/** Pages of the given sizes over items named by their number; pages behind them are empty. */
function pagesOf(sizes: readonly number[], totalCount?: number): PageOf {
  return (pageNumber) => {
    const start = sizes.slice(0, pageNumber - 1).reduce((sum, size) => sum + size, 0);
    const items = Array.from({ length: sizes[pageNumber - 1] ?? 0 }, (_, index) => `item ${start + index}`);
    return totalCount === undefined ? { items } : { items, totalCount };
  };
}

describe("a list of pages", () => {
  it.each<[string, PageOf, number[]]>([
    ["when the total is reached, without a further call", pagesOf([2, 2], 4), [1, 2]],
    ["when the total is reached with one page", pagesOf([3], 3), [1]],
    ["with an empty page when there is no total", pagesOf([2, 1]), [1, 2, 3]],
    ["after an empty list with a total", pagesOf([], 0), [1]],
    ["after an empty list without a total", pagesOf([]), [1]],
    ["with an empty page when the total is too small to be true", pagesOf([2, 2], 1), [1, 2, 3]],
  ])("ends %s", async (_what, pageOf, requested) => {
    expect((await read(pageOf)).requested).toEqual(requested);
  });

  it("without a total ends early when the caller has enough", async () => {
    expect((await read(pagesOf([2, 2, 2]), (items) => items.has("item 3"))).requested).toEqual([1, 2]);
  });

  it("with a total is read to its end, so that a total that is wrong is found out", async () => {
    const hasEnough = () => true;
    expect((await read(pagesOf([2, 2], 4), hasEnough)).requested).toEqual([1, 2]);
    await expect(read(pagesOf([2], 1e15), hasEnough)).rejects.toMatchObject({ kind: "malformed-response" });
  });

  it("is complete whatever the sizes of its pages, with a total and without one", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 8 }),
        fc.boolean(),
        async (sizes, counts) => {
          const total = sizes.reduce((sum, size) => sum + size, 0);
          const { items } = await read(pagesOf(sizes, counts ? total : undefined));
          expect(items).toEqual(Array.from({ length: total }, (_, index) => `item ${index}`));
        },
      ),
    );
  });

  it.each<[string, PageOf, RegExp]>([
    [
      "counts more items than all its pages have",
      pagesOf([2, 1], 9),
      /TotalCount is 9, but all pages together have 3/,
    ],
    [
      "repeats a page and counts more",
      () => ({ items: ["x", "y"], totalCount: 4 }),
      /page 2 has only items of the pages before it/,
    ],
    [
      "repeats a page and does not count",
      () => ({ items: ["x"] }),
      /page 2 has only items of the pages before it/,
    ],
    [
      "does not end",
      (page) => ({ items: [`item ${page}`], totalCount: 1e9 }),
      /does not end after 1000 pages/,
    ],
  ])("that %s is an error", async (_what, pageOf, message) => {
    await expect(read(pageOf)).rejects.toMatchObject({
      kind: "malformed-response",
      retryable: true,
      message: expect.stringMatching(message),
    });
  });

  it("that changed while it was read is read once more", async () => {
    let reading = 0;
    const pageOf: PageOf = (pageNumber) => {
      if (pageNumber === 1) reading += 1;
      return pagesOf(reading === 1 ? [2] : [2, 1], 3)(pageNumber);
    };
    expect(await read(pageOf)).toEqual({ requested: [1, 2, 1, 2], items: ["item 0", "item 1", "item 2"] });
  });

  it("may repeat single items, which moved when another was created", async () => {
    const pages = [["b", "c"], ["c", "d"], []];
    expect((await read((page) => ({ items: pages[page - 1] ?? [] }))).items).toEqual(["b", "c", "d"]);
  });
});
