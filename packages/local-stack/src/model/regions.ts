/** A region of the stack. */
export interface Region {
  readonly regionId: string;
  readonly localName: string;
  readonly zoneIds: readonly string[];
}

/** The regions of a stack: the given one first, and a second one beside it. */
export function regionsOf(regionId: string): readonly Region[] {
  return [regionId, neighbourOf(regionId)].map((id) => ({
    regionId: id,
    localName: id,
    zoneIds: [`${id}-a`, `${id}-b`],
  }));
}

/** The ID of the second region: the first number in the ID counted up by one, or `-2` behind an ID without a number. */
function neighbourOf(regionId: string): string {
  if (!/\d/.test(regionId)) return `${regionId}-2`;
  return regionId.replace(/\d+/, (number) => String(BigInt(number) + 1n).padStart(number.length, "0"));
}
