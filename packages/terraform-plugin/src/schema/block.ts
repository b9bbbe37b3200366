import type { AttributeMap } from "./attribute.ts";
import type { PlanModifier } from "./plan-modifiers.ts";
import type { Validator } from "./validators.ts";

/** What every block can say of itself. */
export interface BlockOptions {
  /** Markdown; shown in the registry and by editors. */
  readonly description: string;
  /** What to use instead; its presence marks the block as deprecated. */
  readonly deprecated?: string;
  /** Least number of blocks, for lists and sets. */
  readonly minItems?: number;
  /** Greatest number of blocks, for lists and sets. */
  readonly maxItems?: number;
  /** Checked at validate on the whole list, set or object, when it is wholly known. */
  readonly validators?: readonly Validator<never>[];
  /** Applied to the whole list, set or object while planning. */
  readonly planModifiers?: readonly PlanModifier[];
}

/** A block of a schema: `name { … }` in the configuration. */
export interface Block<
  N extends Nesting = Nesting,
  A extends AttributeMap = AttributeMap,
  B extends BlockMap = BlockMap,
> {
  readonly kind: "block";
  readonly nesting: N;
  readonly attributes: A;
  readonly blocks: B;
  readonly options: BlockOptions;
}

/** How often a block may stand: at most once, in order, or without order. */
export type Nesting = "single" | "list" | "set";

/** Blocks by name. */
export interface BlockMap {
  readonly [name: string]: Block<Nesting, AttributeMap, BlockMap>;
}

/** What a block holds, and what it says of itself. */
export type BlockDefinition<A extends AttributeMap, B extends BlockMap> = BlockOptions & {
  readonly attributes: A;
  readonly blocks?: B;
};

/** Makes blocks. A single block is null when absent; lists and sets are empty then. */
export const block = {
  single: <const A extends AttributeMap, const B extends BlockMap = Record<never, never>>(
    definition: BlockDefinition<A, B>,
  ) => make("single", definition),
  list: <const A extends AttributeMap, const B extends BlockMap = Record<never, never>>(
    definition: BlockDefinition<A, B>,
  ) => make("list", definition),
  set: <const A extends AttributeMap, const B extends BlockMap = Record<never, never>>(
    definition: BlockDefinition<A, B>,
  ) => make("set", definition),
};

function make<N extends Nesting, A extends AttributeMap, B extends BlockMap>(
  nesting: N,
  { attributes, blocks, ...options }: BlockDefinition<A, B>,
): Block<N, A, B> {
  // An absent `blocks` means the empty map, which is what B is inferred as then.
  return { kind: "block", nesting, attributes, blocks: (blocks ?? {}) as B, options };
}
