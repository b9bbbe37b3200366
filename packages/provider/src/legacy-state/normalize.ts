import type { storedTimeouts } from "./stored-json.ts";

interface StoredArguments {
  readonly image_name: string | null;
  readonly description: string | null;
  readonly default_tags: Readonly<Record<string, string>> | null;
  readonly timeouts: ReturnType<typeof storedTimeouts>;
}

/**
 * What is stored of every image, as this provider would have stored it. Providers built on SDKv2 store "" where nothing is configured, and
 * after an import an empty block of timeouts.
 */
export function normalizeArguments({
  image_name,
  description,
  default_tags,
  timeouts,
}: StoredArguments): StoredArguments {
  return {
    image_name: image_name || null,
    description: description || null,
    default_tags: default_tags ?? {},
    // This provider stores an empty block only when one is configured. No other one stores default tags.
    timeouts: default_tags === null && isEmpty(timeouts) ? null : timeouts,
  };
}

function isEmpty(timeouts: StoredArguments["timeouts"]): boolean {
  return timeouts !== null && Object.values(timeouts).every((each) => each === null);
}
