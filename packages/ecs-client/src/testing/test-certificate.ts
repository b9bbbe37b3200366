/**
 * A self-signed certificate for 127.0.0.1 (and no other name), valid for a hundred years, and its key. It guards nothing: it
 * is trusted only by tests that name it as their CA.
 */
export const testCertificate = `-----BEGIN CERTIFICATE-----
MIIBnDCCAUKgAwIBAgIUZFcopICvb0vhU4sckdvVe1XbuWswCgYIKoZIzj0EAwIw
GjEYMBYGA1UEAwwPZWNzLWNsaWVudCB0ZXN0MCAXDTI2MTEyNDA1MDIwMVoYDzIx
MjYxMDMxMDUwMjAxWjAaMRgwFgYDVQQDDA9lY3MtY2xpZW50IHRlc3QwWTATBgcq
hkjOPQIBBggqhkjOPQMBBwNCAARbe4bdLZPVzCSz7Hoe5qPpBzywp2eWHjUR9925
jzP5Z+8oVsKg3w1hfmpLFjzh5Ej6rOsRjrWeYOcLB6oHKwTwo2QwYjAdBgNVHQ4E
FgQUJcZ41TiLfiSOuce3AgrqWGzRqKwwHwYDVR0jBBgwFoAUJcZ41TiLfiSOuce3
AgrqWGzRqKwwDwYDVR0TAQH/BAUwAwEB/zAPBgNVHREECDAGhwR/AAABMAoGCCqG
SM49BAMCA0gAMEUCIDaqEaHsKRgHqJ/UWti8YU8hWGDDvGDcR9FN9AWsVcQ8AiEA
3JDK0Cw23Okiy3ltmulUnbPCds26zMGUMSPldwdQ6+E=
-----END CERTIFICATE-----
`;

/** The key of the test certificate. */
export const testCertificateKey = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg4kvokPbjIwWFnUHs
FL8r1npeRCfIvfQvXS281xAOKJChRANCAARbe4bdLZPVzCSz7Hoe5qPpBzywp2eW
HjUR9925jzP5Z+8oVsKg3w1hfmpLFjzh5Ej6rOsRjrWeYOcLB6oHKwTw
-----END PRIVATE KEY-----
`;
