import { describe, expect, test } from "vitest";
import { createCertificate } from "./certificate.ts";
import { handshakeLine, readHostRequest } from "./handshake.ts";
import { StartError } from "./start-error.ts";

const COOKIE = "d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2";

describe("readHostRequest", () => {
  test.each([undefined, "", "wrong", COOKIE.toUpperCase()])("the cookie %j means no host", (cookie) => {
    expect(readHostRequest({ TF_PLUGIN_MAGIC_COOKIE: cookie }, [5, 6])).toBeUndefined();
  });

  test.each([
    ["5,6", [5, 6], 6],
    ["6,5", [6, 5], 6],
    ["5", [5, 6], 5],
    ["6", [5, 6], 6],
    ["5,6", [5], 5],
    ["7, 6 ,5", [5, 6], 6],
    ["4", [6, 5], 5],
    ["", [5, 6], 5],
    ["5,6", [6], 6],
    ["5", [6], 6],
    ["56", [5, 6], 5],
  ] as const)("offered %j and serving %j it answers %i", (offered, served, version) => {
    const request = readHostRequest(
      { TF_PLUGIN_MAGIC_COOKIE: COOKIE, PLUGIN_PROTOCOL_VERSIONS: offered },
      served,
    );
    expect(request?.protocolVersion).toBe(version);
  });

  test("takes the certificate of the host; an unreadable one is an error, not a host without one", () => {
    const { certificatePem, certificateDer } = createCertificate({ curve: "P-521", usage: "client" });
    const environment = { TF_PLUGIN_MAGIC_COOKIE: COOKIE };
    expect(readHostRequest(environment, [6])?.clientCertificate).toBeUndefined();
    expect(
      readHostRequest({ ...environment, PLUGIN_CLIENT_CERT: certificatePem }, [6])?.clientCertificate,
    ).toEqual(certificateDer);
    expect(() => readHostRequest({ ...environment, PLUGIN_CLIENT_CERT: "x" }, [6])).toThrow(StartError);
  });
});

describe("handshakeLine", () => {
  const request = { protocolVersion: 6, clientCertificate: undefined, asksForMultiplexing: false } as const;
  const unix = { network: "unix", address: "/tmp/x/s" } as const;

  test.each([
    [[1, 2, 3], "AQID"],
    [[1, 2], "AQI"],
    [[1], "AQ"],
    [[0xfb, 0xff], "+/8"],
  ])("writes the certificate %j as standard base64 without padding", (bytes, base64) => {
    expect(handshakeLine(request, unix, Uint8Array.from(bytes))).toBe(`1|6|unix|/tmp/x/s|grpc|${base64}\n`);
  });

  test("leaves the certificate empty without TLS", () => {
    const tcp = { network: "tcp", address: "127.0.0.1:12345" } as const;
    expect(handshakeLine({ ...request, protocolVersion: 5 }, tcp, undefined)).toBe(
      "1|5|tcp|127.0.0.1:12345|grpc|\n",
    );
  });

  test("declines multiplexing when it is asked for, and only then mentions it", () => {
    expect(handshakeLine({ ...request, asksForMultiplexing: true }, unix, undefined)).toBe(
      "1|6|unix|/tmp/x/s|grpc||false\n",
    );
  });
});
