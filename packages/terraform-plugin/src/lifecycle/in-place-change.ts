import type { ObjectCodec } from "../schema/object-codec.ts";
import { TIMEOUTS } from "../schema/timeouts.ts";
import { valueEquals } from "../types/equals.ts";
import { isUnknown } from "../types/unknown.ts";
import type { ObjectValue } from "../types/value.ts";

/**
 * The names of the top-level attributes and blocks that an update changes to another known value. Timeouts do not count: they concern only
 * this provider.
 */
export function changesInPlace(codec: ObjectCodec, state: ObjectValue, plan: ObjectValue): readonly string[] {
  return Object.entries(codec.type.attributes)
    .filter(([name, type]) => {
      const planned = plan[name] ?? null;
      return name !== TIMEOUTS && !isUnknown(planned) && !valueEquals(type, planned, state[name] ?? null);
    })
    .map(([name]) => name);
}
