import { Diagnostics } from "../diagnostics.ts";
import type * as wire from "../protocol/generated/tfplugin6.ts";
import { encodeDiagnostics } from "./messages/diagnostics.ts";

/**
 * Answers an RPC. An error that `respond` throws becomes a diagnostic of `fallback`, which is the response then. So mistakes of the user,
 * failures of the service and defects of the provider are diagnostics, never a failed call. `during` completes the sentence "While …".
 */
export async function answer<R extends { readonly diagnostics: wire.Diagnostic[] }>(
  during: string,
  fallback: R,
  respond: (diagnostics: Diagnostics) => Partial<R> | Promise<Partial<R>>,
): Promise<R> {
  const diagnostics = new Diagnostics();
  try {
    const response = await respond(diagnostics);
    return { ...fallback, ...response, diagnostics: encodeDiagnostics(diagnostics) };
  } catch (error) {
    diagnostics.thrown(error, during);
    return { ...fallback, diagnostics: encodeDiagnostics(diagnostics) };
  }
}
