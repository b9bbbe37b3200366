import { describe, expect, it } from "vitest";
import { Fields } from "../call/fields.ts";
import { pageFromApi } from "./page.ts";

describe("pageFromApi", () => {
  const read = (body: object, pageNumber = 1) =>
    pageFromApi(new Fields(body, "response"), "R-1", pageNumber, {
      container: "Disks",
      item: "Disk",
      fromApi: (disk) => disk.requiredString("DiskId"),
    });

  it("reads the items and the total", () => {
    expect(read({ TotalCount: "7", Disks: { Disk: [{ DiskId: "d-1" }] } }, 2)).toEqual({
      items: ["d-1"],
      totalCount: 7,
      pageNumber: 2,
      requestId: "R-1",
    });
  });

  it("takes an empty page behind the last one as it is", () => {
    expect(read({ TotalCount: 7, Disks: { Disk: [] } }, 2).items).toEqual([]);
  });

  it.each([
    ["a missing list", {}],
    ["a missing list of a total that is not zero", { TotalCount: 1 }],
    ["an empty first page of a list that counts items", { TotalCount: 1, Disks: { Disk: [] } }],
  ])("refuses %s, which would look like none", (_what, body) => {
    expect(() => read(body)).toThrow();
  });
});
