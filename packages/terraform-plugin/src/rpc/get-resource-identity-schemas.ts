import type * as wire from "../protocol/generated/tfplugin6.ts";

/** Tells the schemas of resource identities: none yet. Terraform ends when this call fails in any other way than UNIMPLEMENTED. */
export function getResourceIdentitySchemas(): wire.GetResourceIdentitySchemas_Response {
  return { identitySchemas: new Map(), diagnostics: [] };
}
