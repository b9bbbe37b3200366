/*
 * The package undici loads everything it has, caches, mocks, WebSockets and interceptors: three times the code that a call needs, at
 * every start of a process that makes one. So its two agents are loaded from their own files, which is safe as long as the version is
 * pinned; undici-files.d.ts names their types.
 */

/** Loads what connects directly. */
export async function loadAgent() {
  return { Agent: (await import("undici/lib/dispatcher/agent.js")).default };
}

/** Loads what connects by way of a proxy. */
export async function loadProxyAgent() {
  const [agent, pool, connector, connect] = await Promise.all([
    import("undici/lib/dispatcher/proxy-agent.js"),
    import("undici/lib/dispatcher/pool.js"),
    import("undici/lib/core/connect.js"),
    import("undici/lib/api/api-connect.js"),
  ]);
  return {
    ProxyAgent: agent.default,
    Pool: pool.default,
    buildConnector: connector.default,
    connect: connect.default,
  };
}
