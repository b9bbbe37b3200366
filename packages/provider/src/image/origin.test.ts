import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { matchDisks, type OriginDisk, type SourceDisk } from "./origin.ts";

const disk = (snapshotId: string | null, sizeGib: number | null = null): OriginDisk => ({
  snapshotId,
  sizeGib,
});
const block = (snapshot_id: string | null, size: number | null = null): SourceDisk => ({ snapshot_id, size });

describe("the disks of an image that blocks may have become", () => {
  test.each<[string, SourceDisk[], OriginDisk[], (string | null)[] | null]>([
    ["are found in any order", [block("b"), block("a")], [disk("a"), disk("b")], ["b", "a"]],
    ["are each found once", [block("a"), block("a")], [disk("a"), disk("b")], null],
    ["may be two of one snapshot", [block("a"), block("a")], [disk("a"), disk("a")], ["a", "a"]],
    ["are as many as there are blocks", [block("a")], [disk("a"), disk("b")], null],
    ["must have the size of the block", [block("a", 50)], [disk("a", 40)], null],
    ["may have a size that the service does not report", [block("a", 50)], [disk("a")], ["a"]],
    [
      "may be any for a block without a snapshot",
      [block("b"), block(null)],
      [disk("a"), disk("b")],
      ["b", "a"],
    ],
    [
      "leave to a block the only one that it fits",
      [block(null), block("a")],
      [disk("a", 40), disk("b", 50)],
      ["b", "a"],
    ],
    [
      "leave a size to the block that needs it",
      [block("a"), block("a", 40)],
      [disk("a", 40), disk("a", 50)],
      ["a", "a"],
    ],
  ])("%s", (_rule, configured, disks, expected) => {
    expect(matchDisks(configured, disks)?.map(({ snapshotId }) => snapshotId) ?? null).toEqual(expected);
  });

  test("are found for every order of the blocks that made them, with any value left out", () => {
    const disks = fc.array(fc.record({ snapshotId: fc.constantFrom("a", "b", "c"), sizeGib: fc.nat(3) }), {
      maxLength: 6,
    });
    fc.assert(
      fc.property(disks, fc.infiniteStream(fc.nat()), (made, chance) => {
        const next = () => chance.next().value ?? 0;
        const blocks = made
          .map(({ snapshotId, sizeGib }) => ({
            order: next(),
            block: block(next() % 3 === 0 ? null : snapshotId, next() % 3 === 0 ? null : sizeGib),
          }))
          .sort((a, b) => a.order - b.order)
          .map((each) => each.block);
        const matched = matchDisks(blocks, made);
        expect(new Set(matched)).toEqual(new Set(made));
        for (const [index, { snapshot_id, size }] of blocks.entries()) {
          if (snapshot_id !== null) expect(matched?.[index]?.snapshotId).toBe(snapshot_id);
          if (size !== null) expect(matched?.[index]?.sizeGib).toBe(size);
        }
      }),
    );
  });
});
