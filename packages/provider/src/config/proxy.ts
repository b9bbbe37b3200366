import { proxyUrlProblem } from "ecs-client";
import type { Diagnostics } from "terraform-plugin";
import { type ProviderArguments, pathUnlessSecret } from "./arguments.ts";

const VARIABLE = "ALIBABACLOUDSTACK_PROXY";

/** The URL of the proxy, from the provider block or the environment. Adds an error to the diagnostics of `given` if it cannot be used. */
export function resolveProxy(given: ProviderArguments): string | undefined {
  const proxy = given.text("proxy", VARIABLE);
  if (proxy === undefined) return undefined;
  if (given.text("proxy") !== undefined) validateProxy(proxy, given.diagnostics);
  else {
    const rule = brokenRule(proxy);
    if (rule !== null) given.badVariable(VARIABLE, "proxy", rule);
  }
  return proxy;
}

/** Adds an error at `proxy` if the text cannot be used as one. */
export function validateProxy(proxy: string, diagnostics: Diagnostics): void {
  const rule = brokenRule(proxy.trim());
  if (rule === null) return;
  diagnostics.error(
    "Invalid value for proxy",
    `proxy must ${rule}. The value is not shown, because it may contain a password.`,
    pathUnlessSecret("proxy", proxy),
  );
}

/** The password in a usable URL of a proxy; undefined if it has none. */
export function proxyPassword(proxy: string): string | undefined {
  return decodeURIComponent(new URL(proxy).password) || undefined;
}

/** As {@link proxyUrlProblem}. An empty text counts as not given. */
function brokenRule(proxy: string): string | null {
  return proxy === "" ? null : proxyUrlProblem(proxy);
}
