import type * as wire from "../protocol/generated/tfplugin6.ts";

/** Returns the schemas of resource identities: none yet. Terraform fails if this call returns an error other than UNIMPLEMENTED. */
export function getResourceIdentitySchemas(): wire.GetResourceIdentitySchemas_Response {
  return { identitySchemas: new Map(), diagnostics: [] };
}
