import { LocalStackError } from "../errors/local-stack-error.ts";
import { addSeeds, type SeededIds } from "../model/seed.ts";
import type { Stack } from "../model/stack.ts";
import type { JsonValue } from "../wire/json.ts";
import { readNumbers } from "./numbers.ts";

/**
 * Seeding fills a stack up to this many instances, snapshots and images in total, and no further, so that no request
 * and no sequence of requests exhausts the memory of the machine.
 */
export const MAX_OBJECTS = 100_000;

/** Adds as many objects as the body says. Throws a SeedLimitExceeded error, and adds nothing, when those are too many. */
export function seed(stack: Stack, body: JsonValue | undefined): SeededIds {
  const numbers = readNumbers(body, {
    instances: MAX_OBJECTS,
    snapshots: MAX_OBJECTS,
    images: MAX_OBJECTS,
  });
  const { instances = 0, snapshots = 0, images = 0 } = numbers;
  const added = instances + snapshots + images;
  const present = stack.instances.size + stack.snapshots.size + stack.images.size;
  if (present + added > MAX_OBJECTS) {
    throw new LocalStackError(
      "SeedLimitExceeded",
      `Cannot seed ${added} objects: the stack holds ${present} instances, snapshots and images, and seeding stops at ${MAX_OBJECTS} in total. POST /_local/reset empties the stack.`,
    );
  }
  return addSeeds(stack, { instances, snapshots, images });
}
