import { afterEach, expect, it, vi } from "vitest";

import { startLocalStack } from "../../local-stack.ts";

afterEach(() => vi.unstubAllEnvs());

it("a certificate that cannot be written is an error that names the folder and TMPDIR", async () => {
  vi.stubEnv("TMPDIR", "/nonexistent/folder");
  await expect(startLocalStack({ tls: true })).rejects.toMatchObject({
    code: "CertificateNotWritable",
    message: expect.stringMatching("/nonexistent/folder.* set TMPDIR"),
  });
});
