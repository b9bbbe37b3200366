import { Diagnostics } from "../diagnostics.ts";
import type * as wire from "../protocol/generated/tfplugin6.ts";
import { encodeDiagnostics } from "./messages/diagnostics.ts";

/**
 * Makes the response to an RPC from what `handle` returns. If it throws, the response is `fallback` with the error as a diagnostic. So mistakes of the user,
 * failures of the service and defects of the provider are diagnostics, never a failed call. `during` completes the sentence "While …".
 */
export async function respond<R extends { readonly diagnostics: wire.Diagnostic[] }>(
  during: string,
  fallback: R,
  handle: (diagnostics: Diagnostics) => Partial<R> | Promise<Partial<R>>,
): Promise<R> {
  const diagnostics = new Diagnostics();
  try {
    const response = await handle(diagnostics);
    return { ...fallback, ...response, diagnostics: encodeDiagnostics(diagnostics) };
  } catch (error) {
    diagnostics.thrown(error, during);
    return { ...fallback, diagnostics: encodeDiagnostics(diagnostics) };
  }
}
