import type { Agent, ProxyAgent } from "undici";

/*
 * The package undici loads everything it has, caches, mocks, WebSockets and interceptors: three times the code that a call needs, at
 * every start of a process that makes one. So its two agents are loaded from their own files, which is safe as long as the version is
 * pinned; undici-files.d.ts names their types.
 */

/** Loads undici's pool of connections. */
export async function loadAgent(): Promise<typeof Agent> {
  return (await import("undici/lib/dispatcher/agent.js")).default;
}

/** Loads undici's pool of connections by way of a proxy. */
export async function loadProxyAgent(): Promise<typeof ProxyAgent> {
  const [dispatcher, connect, proxyAgent] = await Promise.all([
    import("undici/lib/dispatcher/dispatcher.js"),
    import("undici/lib/api/api-connect.js"),
    import("undici/lib/dispatcher/proxy-agent.js"),
  ]);
  // The agent calls this method for its tunnels, and it is undici's own main file that gives it to every dispatcher.
  dispatcher.default.prototype.connect ??= connect.default;
  return proxyAgent.default;
}
