import { rootCertificates } from "node:tls";
import { describe, expect, it } from "vitest";
import { testCertificate } from "../testing/test-certificate.ts";
import { noSignal, testClient, withServer } from "../testing/test-client.ts";
import { startTestProxy, type TestProxy } from "../testing/test-proxy.ts";
import { type Responder, sendJson } from "../testing/test-server.ts";
import { withDefaultAuthorities } from "./dispatcher.ts";

const create = { clientToken: "token-1", instanceId: "i-1" };
const succeed: Responder = (_request, response) => sendJson(response, 200, { ImageId: "m-1" });

describe("TLS", () => {
  it.each([
    ["its CA is named", { caPem: testCertificate }],
    ["certificates are not checked", { insecure: true }],
    ["its CA is named and version 3 signs", { caPem: testCertificate, signatureVersion: "v3" as const }],
  ])("works with a self-signed certificate when %s", async (_what, options) => {
    await withServer(
      succeed,
      async (client) => {
        await expect(client.createImage(create, noSignal())).resolves.toMatchObject({ imageId: "m-1" });
      },
      { tls: true, ...options },
    );
  });

  it("trusts a named CA in addition to those of the runtime, not instead of them", async () => {
    const authorities = await withDefaultAuthorities(testCertificate);
    expect(authorities).toEqual(
      expect.arrayContaining([rootCertificates[0], rootCertificates.at(-1), testCertificate]),
    );
  });

  it("refuses an unknown certificate at once, without repeating, and nothing was sent", async () => {
    await withServer(
      succeed,
      async (client, server) => {
        await expect(client.createImage(create, noSignal())).rejects.toMatchObject({
          kind: "certificate",
          retryable: false,
          ambiguous: false,
          attempts: 1,
        });
        expect(server.requests).toHaveLength(0);
      },
      { tls: true },
    );
  });

  it("refuses a trusted certificate that is for another host", async () => {
    await withServer(
      succeed,
      async (_client, server) => {
        const client = testClient(server.url.replace("127.0.0.1", "localhost"), { caPem: testCertificate });
        await expect(client.createImage(create, noSignal())).rejects.toMatchObject({
          kind: "certificate",
          attempts: 1,
          message: expect.stringContaining("does not match"),
        });
      },
      { tls: true },
    );
  });

  it("says so at once when the endpoint speaks plain HTTP", async () => {
    await withServer(succeed, async (_client, server) => {
      const client = testClient(server.url.replace("http:", "https:"));
      await expect(client.createImage(create, noSignal())).rejects.toMatchObject({
        kind: "no-tls",
        attempts: 1,
        message: expect.stringContaining("does not speak TLS"),
      });
    });
  });
});

describe("a proxy", () => {
  async function withProxy(
    body: (proxy: TestProxy) => Promise<void>,
    options: { tls?: boolean } = {},
  ): Promise<void> {
    const proxy = await startTestProxy(options);
    try {
      await body(proxy);
    } finally {
      await proxy.close();
    }
  }

  it("opens a tunnel to an HTTPS endpoint, whose certificate is checked through it", async () => {
    await withProxy(async (proxy) => {
      await withServer(
        succeed,
        async (_client, server) => {
          const trusting = testClient(server.url, { proxyUrl: proxy.url, caPem: testCertificate });
          await expect(trusting.createImage(create, noSignal())).resolves.toMatchObject({ imageId: "m-1" });
          expect(proxy.requests).toEqual([`CONNECT ${new URL(server.url).host}`]);
          const wary = testClient(server.url, { proxyUrl: proxy.url });
          await expect(wary.createImage(create, noSignal())).rejects.toMatchObject({ kind: "certificate" });
          await Promise.all([trusting.close(), wary.close()]);
        },
        { tls: true },
      );
    });
  });

  it.each([
    ["an HTTPS", true],
    ["a plain HTTP", false],
  ])("that speaks HTTPS and is named by its IP address opens a tunnel to %s endpoint", async (_what, tls) => {
    await withProxy(
      async (proxy) => {
        await withServer(
          succeed,
          async (_client, server) => {
            const trusting = testClient(server.url, { proxyUrl: proxy.url, caPem: testCertificate });
            await expect(trusting.createImage(create, noSignal())).resolves.toMatchObject({
              imageId: "m-1",
            });
            expect(proxy.requests).toEqual([`CONNECT ${new URL(server.url).host}`]);
            const wary = testClient(server.url, { proxyUrl: proxy.url });
            await expect(wary.createImage(create, noSignal())).rejects.toMatchObject({
              kind: "certificate",
            });
            await Promise.all([trusting.close(), wary.close()]);
          },
          { tls },
        );
      },
      { tls: true },
    );
  });

  it("is given requests for a plain HTTP endpoint as they are", async () => {
    await withProxy(async (proxy) => {
      await withServer(succeed, async (_client, server) => {
        const client = testClient(server.url, { proxyUrl: proxy.url });
        await expect(client.createImage(create, noSignal())).resolves.toMatchObject({ imageId: "m-1" });
        expect(proxy.requests).toEqual([`POST ${server.url}/`]);
        await client.close();
      });
    });
  });

  it.each(["http", "https"])(
    "that refuses the password fails an %s call at once and without quoting it",
    async (scheme) => {
      await withProxy(async (proxy) => {
        const proxyUrl = proxy.url.replace("pass%20word", "wrong-pass");
        const client = testClient(`${scheme}://127.0.0.1:9`, { proxyUrl });
        const error = await client.createImage(create, noSignal()).catch((thrown: unknown) => thrown);
        expect(error).toMatchObject({
          kind: "network",
          attempts: 1,
          message: expect.stringContaining("HTTP 407"),
        });
        expect(String(error)).not.toContain("wrong-pass");
        await client.close();
      });
    },
  );
});
