import { Diagnostics } from "../diagnostics.ts";
import type * as wire from "../protocol/generated/tfplugin6.ts";
import { encodeDiagnostics } from "./messages/diagnostics.ts";

/**
 * Answers an RPC. Whatever `respond` throws becomes an error in `fallback`, which is answered then: user mistakes, failures of the service
 * and defects of the provider are all diagnostics, never a failed call. `during` completes the sentence "While …".
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
