import { describe, expect } from "vitest";
import { acceptanceTest } from "./support/acceptance-test.ts";
import { expectNothingToDo, failureOf } from "./support/checks.ts";
import { instanceImage, providerBlock } from "./support/hcl.ts";
import { loopbackCertificate } from "./support/loopback-certificate.ts";
import { type RecordingProxy, startForwardProxy, startTlsProxy } from "./support/recording-proxy.ts";

describe("TLS", () => {
  const tlsTest = acceptanceTest.extend(
    "tlsProxy",
    async ({ stack }, { onCleanup }): Promise<RecordingProxy> => {
      const tlsProxy = await startTlsProxy(stack.local.endpoint);
      onCleanup(() => tlsProxy.close());
      return tlsProxy;
    },
  );
  const endpoint = ({ port }: RecordingProxy) =>
    `endpoints {\necs = "127.0.0.1:${port}"\n}\nmax_retries = 0\n`;

  tlsTest(
    "an unknown certificate is refused, and the error says how to trust it",
    async ({ tlsProxy, stack, terraform }) => {
      terraform.write("main.tf", providerBlock(endpoint(tlsProxy)) + instanceImage());
      const error = await failureOf(terraform, "apply", "-auto-approve");
      expect(error).toMatch(/TLS certificate is not trusted.*ca_file/);
      expect(stack.requests()).toEqual([]);
    },
  );

  tlsTest("ca_file trusts it", async ({ tlsProxy, stack, terraform }) => {
    terraform.write("ca.pem", loopbackCertificate);
    terraform.write("main.tf", providerBlock(`${endpoint(tlsProxy)}ca_file = "ca.pem"`) + instanceImage());
    await terraform.apply();
    expect(await stack.images()).toHaveLength(1);
    expect(tlsProxy.requests.length).toBeGreaterThan(1);
  });

  tlsTest("insecure accepts it", async ({ tlsProxy, stack, terraform }) => {
    terraform.write("main.tf", providerBlock(`${endpoint(tlsProxy)}insecure = true`) + instanceImage());
    const { stdout } = await terraform.run("plan");
    expect(stdout.match(/TLS certificates are not verified/g)).toHaveLength(1);
    await terraform.apply();
    expect(await stack.images()).toHaveLength(1);
  });

  tlsTest("requests name what the gateways route by, and who sends them", async ({ tlsProxy, terraform }) => {
    terraform.write(
      "main.tf",
      providerBlock(
        `${endpoint(tlsProxy)}insecure = true\ndepartment = "37"\nconfiguration_source = "my-module"`,
      ) + instanceImage(),
    );
    await terraform.apply();
    for (const { headers } of tlsProxy.requests) {
      expect(headers).toMatchObject({
        "x-acs-regionid": "cn-local-env01-d01",
        "x-acs-organizationid": "37",
        "x-acs-asapi-product": "Ecs",
        "user-agent": expect.stringMatching(
          /^Terraform\/\d\S* alibabacloudstack-community\/\S+ Terraform-Module\/my-module$/,
        ),
      });
    }
  });

  acceptanceTest(
    "an endpoint without TLS is an error that speaks of protocol and its default",
    async ({ stack, terraform }) => {
      const withoutProtocol = `endpoints {\necs = "127.0.0.1:${stack.local.port}"\n}\nmax_retries = 0`;
      terraform.write("main.tf", providerBlock(withoutProtocol) + instanceImage());
      expect(await failureOf(terraform, "apply", "-auto-approve")).toMatch(
        /does not speak TLS.*set protocol = "HTTP".*in aliyun\/alibabacloudstack it is HTTP/,
      );
      expect(stack.requests()).toEqual([]);
    },
  );

  acceptanceTest.for([
    ["does not exist", undefined, /Could not read ca_file.*ca\.pem/],
    ["holds no certificate", "nothing", /The file ca\.pem contains no certificate in PEM format/],
    [
      "is damaged",
      loopbackCertificate.replace(/\n[^\n]+\n/, "\n"),
      /The file ca\.pem is damaged: certificate 1 of 1, at line 1, cannot be decoded/,
    ],
  ] as const)("a ca_file that %s is an error", async ([, content, message], { stack, terraform }) => {
    if (content) terraform.write("ca.pem", content);
    terraform.write("main.tf", providerBlock(`ca_file = "ca.pem"`) + instanceImage());
    expect(await failureOf(terraform, "plan")).toMatch(message);
    expect(stack.requests()).toEqual([]);
  });

  tlsTest("a proxy is used for HTTPS and for HTTP", async ({ tlsProxy, stack, terraform }) => {
    const proxy = await startForwardProxy();
    try {
      const via = `proxy = "http://user:pass@127.0.0.1:${proxy.port}"\n`;
      terraform.write(
        "main.tf",
        providerBlock(`${via}${endpoint(tlsProxy)}insecure = true`) + instanceImage(),
      );
      await terraform.apply();
      expect(proxy.requests.map(({ line }) => line)).toContain(`CONNECT 127.0.0.1:${tlsProxy.port}`);
      terraform.write("main.tf", providerBlock(via) + instanceImage());
      const before = proxy.requests.length;
      await expectNothingToDo(terraform);
      expect(proxy.requests.length).toBeGreaterThan(before);
      expect(proxy.requests[0]?.headers["proxy-authorization"]).toBe(
        `Basic ${Buffer.from("user:pass").toString("base64")}`,
      );
      expect(await stack.images()).toHaveLength(1);
    } finally {
      await proxy.close();
    }
  });

  // Bun, which the executable is made with, refuses an IP address as the name of a TLS server; Node does not.
  tlsTest("an HTTPS proxy may be named by its IP address", async ({ tlsProxy, stack, terraform }) => {
    const proxy = await startForwardProxy({ tls: true });
    try {
      const via = `proxy = "https://user:pass@127.0.0.1:${proxy.port}"\nca_file = "ca.pem"\n`;
      terraform.write("ca.pem", loopbackCertificate);
      terraform.write("main.tf", providerBlock(via + endpoint(tlsProxy)) + instanceImage());
      await terraform.apply();
      expect(proxy.requests.map(({ line }) => line)).toContain(`CONNECT 127.0.0.1:${tlsProxy.port}`);
      expect(await stack.images()).toHaveLength(1);
    } finally {
      await proxy.close();
    }
  });
});

describe("repeated calls", () => {
  acceptanceTest.for([
    ["max_retries = 2", 3],
    ["max_retries = 0", 1],
    ["", 6],
  ] as const)("%s: %i attempts", async ([body, attempts], { stack, terraform }) => {
    terraform.write("main.tf", instanceImage());
    await terraform.apply();
    await stack.breakRequests({ action: "DescribeImages", fault: "error", status: 500, count: 1000 });
    await stack.forgetRequests();
    terraform.write("main.tf", providerBlock(body) + instanceImage());
    const error = await failureOf(terraform, "plan");
    expect(stack.requests("DescribeImages")).toHaveLength(attempts);
    if (attempts > 1) expect(error).toContain(`${attempts} attempts`);
  });

  acceptanceTest("client_read_timeout ends a call that is not answered", async ({ stack, terraform }) => {
    terraform.write("main.tf", instanceImage());
    await terraform.apply();
    await stack.breakRequests({ action: "DescribeImages", fault: "hang", count: 1000 });
    terraform.write("main.tf", providerBlock("client_read_timeout = 500\nmax_retries = 1") + instanceImage());
    const startedAt = performance.now();
    expect(await failureOf(terraform, "plan")).toMatch(/Cannot read the image.*2 attempts/);
    expect(performance.now() - startedAt).toBeLessThan(5000);
  });
});
