import type * as wire from "../protocol/generated/tfplugin6.ts";

/** Returns the functions of the provider: none yet. OpenTofu requests functions that the schema does not declare. */
export function getFunctions(): wire.GetFunctions_Response {
  return { functions: new Map(), diagnostics: [] };
}
