import { isWhollyKnown } from "terraform-plugin";
import type { TagPolicy } from "../tags/policy.ts";
import type { ProviderConfig } from "./schema.ts";

/** What the provider block says about tags; null while part of it is unknown. */
export function resolveTagPolicy({ default_tags, ignore_tags }: ProviderConfig): TagPolicy | null {
  const defaults = default_tags?.tags ?? {};
  const keys = ignore_tags?.keys ?? [];
  const prefixes = ignore_tags?.key_prefixes ?? [];
  if (!isWhollyKnown(defaults) || !isWhollyKnown(keys) || !isWhollyKnown(prefixes)) return null;
  return { defaults, ignoredKeys: keys, ignoredPrefixes: prefixes };
}
