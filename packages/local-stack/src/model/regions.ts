/** A region of the stack. */
export interface Region {
  readonly regionId: string;
  readonly localName: string;
  readonly zoneIds: readonly string[];
}

/** The region a stack has when it is not told another one. */
export const DEFAULT_REGION_ID = "cn-local-env01-d01";
const SECOND_REGION_ID = "cn-local-env02-d01";

/** The regions of a stack: the given one first, and a second one beside it. */
export function regionsOf(regionId: string): readonly Region[] {
  const otherId = regionId === SECOND_REGION_ID ? DEFAULT_REGION_ID : SECOND_REGION_ID;
  return [regionId, otherId].map((id) => ({
    regionId: id,
    localName: id,
    zoneIds: [`${id}-a`, `${id}-b`],
  }));
}
