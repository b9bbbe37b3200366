import { type Diagnostics, isUnknown } from "terraform-plugin";
import { isSet } from "./arguments.ts";
import { IGNORED_ARGUMENTS, IGNORED_ENDPOINTS } from "./ignored-arguments.ts";
import type { ProviderConfig } from "./schema.ts";

/** Adds one warning that lists the arguments which are set and have no effect. An empty text counts as not set. */
export function warnOfIgnoredArguments(config: ProviderConfig, diagnostics: Diagnostics): void {
  const names = new Set<string>(IGNORED_ARGUMENTS.filter((name) => isSet(config[name])));
  for (const block of isUnknown(config.endpoints) ? [] : config.endpoints) {
    for (const name of IGNORED_ENDPOINTS) if (isSet(block[name])) names.add(`endpoints.${name}`);
  }
  if (names.size === 0) return;
  diagnostics.warning(
    "Ignored arguments in the provider block",
    `The provider accepts these arguments of aliyun/alibabacloudstack, but they have no effect here: ${[...names].join(", ")}.`,
  );
}
