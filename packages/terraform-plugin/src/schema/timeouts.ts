import { parseDurationMs } from "../operation/duration.ts";
import { memberOf } from "../types/access.ts";
import type { Value } from "../types/value.ts";
import { type Attribute, attribute } from "./attribute.ts";
import { type Block, block } from "./block.ts";
import type { Schema } from "./schema.ts";
import { must, type Validator } from "./validators.ts";

/** The operations of a resource that can have a timeout. */
export type Operation = "create" | "read" | "update" | "delete";

/** The name of the block, which Terraform users know from every provider. */
export const TIMEOUTS = "timeouts";

/** An operation that has no timeout of its own ends after 20 minutes, as with providers written in Go. */
const FALLBACK_MS = 20 * 60_000;

const defaultsOfBlock = new WeakMap<object, Readonly<Partial<Record<Operation, number>>>>();

type TimeoutAttribute = Attribute<string, { readonly optional: true; readonly description: string }, null>;

/**
 * The block `timeouts { create = "10m" }`. `defaults` names the operations that can be given and how long they may take when they
 * are not, as Go durations; `description` completes the sentence of an operation.
 */
export function timeoutsBlock<
  const D extends Partial<Record<Operation, { default: string; description: string }>>,
>(defaults: D): Block<"single", { readonly [K in keyof D]: TimeoutAttribute }, Record<never, never>> {
  const attributes: Record<string, TimeoutAttribute> = {};
  const defaultsMs: Partial<Record<Operation, number>> = {};
  for (const [name, each] of Object.entries(defaults)) {
    const milliseconds = parseDurationMs(each.default);
    if (milliseconds === undefined) throw new RangeError(`timeouts: ${each.default} is no duration`);
    defaultsMs[name as Operation] = milliseconds;
    attributes[name] = attribute.string({
      optional: true,
      description: `${each.description} A duration such as \`30s\`, \`10m\` or \`1h30m\`; default \`${each.default}\`.`,
      validators: [goDuration()],
    });
  }
  const made = block.single({
    description: "How long operations may take before they fail.",
    // The keys are those of `defaults`, one attribute each.
    attributes: attributes as { readonly [K in keyof D]: TimeoutAttribute },
  });
  defaultsOfBlock.set(made, defaultsMs);
  return made;
}

/** How long an operation may take, in milliseconds: what the object's `timeouts` block says, else the default of the schema. */
export function timeoutMs(schema: Schema, value: Value, operation: Operation): number {
  const timeouts = schema.blocks[TIMEOUTS];
  if (!timeouts) return FALLBACK_MS;
  const given = memberOf(memberOf(value, TIMEOUTS), operation);
  const parsed = typeof given === "string" ? parseDurationMs(given) : undefined;
  return parsed ?? defaultsOfBlock.get(timeouts)?.[operation] ?? FALLBACK_MS;
}

function goDuration(): Validator<string> {
  return must("be a positive duration such as 30s, 10m or 1h30m (units: ns, us, ms, s, m, h)", (value) => {
    const milliseconds = parseDurationMs(value);
    return milliseconds !== undefined && milliseconds > 0;
  });
}
