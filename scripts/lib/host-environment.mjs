// What a host gives a plugin when it starts it.

/** A P-521 certificate, like the one that terraform makes for every start. Its key is not kept: nobody connects with it. */
const clientCertificate = `-----BEGIN CERTIFICATE-----
MIICBzCCAWigAwIBAgIULu7ftz/LuesOYw/ZF/Ivcp6t7dIwCgYIKoZIzj0EAwQw
FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyNDA1MjAyMFoYDzIxMjYxMDMx
MDUyMDIwWjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwgZswEAYHKoZIzj0CAQYFK4EE
ACMDgYYABAB5cJkWESGQZWmc8ff01PiD9/H7/lciWmSpeR31z3Sy3svLgv7SCqG8
cvV6hol9uabuqzezJOxa89seiBq0SrXmgwCnixFDi7yX/8rPcAZW3fwgsCKq8oUC
uyKsOKo3gOhqxgn/ce2EhL5cBjBBwTLmaCf2EnWn7JHc55uMHW17OweuBqNTMFEw
HQYDVR0OBBYEFPy/RNjIIuZQgzMxa7xPQ4RA80MTMB8GA1UdIwQYMBaAFPy/RNjI
IuZQgzMxa7xPQ4RA80MTMA8GA1UdEwEB/wQFMAMBAf8wCgYIKoZIzj0EAwQDgYwA
MIGIAkIAvnHBryV79+dfMxL/sLTOegdlR6oRKRmNYBseoMUjaqqdH/+TWcVgNJ8o
JxSIPwXbzjjXhvw9GW89Q+aIbwA3n+wCQgHU5gWD0PI5M2znnSlE7iANBYQZpn6F
qhbSkvQv4OuMhxR+nXVyJcZLJzj3jUyCtKsDrf3bxIGTVIFGw/IkdaX/sQ==
-----END CERTIFICATE-----
`;

/**
 * The environment of a plugin that terraform starts.
 * @param {string} folder for the plugin's socket
 * @returns {NodeJS.ProcessEnv}
 */
export function hostEnvironment(folder) {
  return {
    ...process.env,
    TMPDIR: folder,
    // Source: Terraform, internal/plugin; not a secret.
    TF_PLUGIN_MAGIC_COOKIE: "d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2",
    PLUGIN_MIN_PORT: "10000",
    PLUGIN_MAX_PORT: "25000",
    PLUGIN_PROTOCOL_VERSIONS: "5,6",
    PLUGIN_CLIENT_CERT: clientCertificate,
  };
}
