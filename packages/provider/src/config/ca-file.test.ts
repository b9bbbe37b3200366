import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { rootCertificates } from "node:tls";
import { DiagnosticError } from "terraform-plugin";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readCaFile } from "./ca-file.ts";

const [good = "", other = ""] = rootCertificates;

/** Valid on the first day of 2020 only. */
const EXPIRED = `-----BEGIN CERTIFICATE-----
MIIBCzCBsgIBATAKBggqhkjOPQQDAjASMRAwDgYDVQQDDAdleHBpcmVkMB4XDTIw
MDEwMTAwMDAwMFoXDTIwMDEwMjAwMDAwMFowEjEQMA4GA1UEAwwHZXhwaXJlZDBZ
MBMGByqGSM49AgEGCCqGSM49AwEHA0IABFZGiFDWQBYbafjdljx/6b4l+xB713WK
PI1g6BMd768p704Wsypbcb8aWPBFdK8jrtzdGZPQKVjMuE7zYGygYJUwCgYIKoZI
zj0EAwIDSAAwRQIgc1hA8CNIsLc8au4f8gF48PUrbTO9iNtXaj39sCUL2KsCIQDE
Tr2w0WTHqTZM2gk/U/x4rvQ2Ry55tq0sAJOAUlZvhA==
-----END CERTIFICATE-----`;

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "ca-file-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

function fileWith(content: string | Uint8Array): string {
  const file = join(folder, "ca.pem");
  writeFileSync(file, content);
  return file;
}

function errorFor(file: string): DiagnosticError | undefined {
  try {
    readCaFile(file);
  } catch (error) {
    if (error instanceof DiagnosticError) return error;
  }
  return undefined;
}

test.each([
  ["one certificate", good],
  ["several", `${good}\n${other}\n`],
  ["text around them", `# our authority\n${good}\n\n# its successor\n${other}`],
  ["lines that end as on Windows", good.replaceAll("\n", "\r\n")],
  ["one that has expired", EXPIRED],
])("a file may have %s", (_what, pem) => {
  expect(readCaFile(fileWith(pem))).toBe(pem);
});

test.each(["missing.pem", "."])(
  "a file that cannot be read is an error with its name and the reason: %s",
  (name) => {
    const file = join(folder, name);
    const error = errorFor(file);
    expect(error).toMatchObject({ summary: "Could not read ca_file", path: [{ attribute: "ca_file" }] });
    expect(error?.detail).toContain(`Could not read the file ${file}: `);
    expect(error?.detail).toMatch(/: (?:ENOENT|EISDIR)\b/);
  },
);

test.each<[string, string | Uint8Array]>([
  ["nothing", ""],
  ["other text", "AAAA"],
  ["a private key", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"],
  ["a certificate in DER", new Uint8Array([0x30, 0x82, 0x01, 0x0a])],
])("a file with %s is an error that does not show it", (_what, content) => {
  const file = fileWith(content);
  expect(errorFor(file)).toMatchObject({
    summary: "Invalid ca_file",
    detail: `The file ${file} contains no certificate in PEM format, which starts with the line -----BEGIN CERTIFICATE-----.`,
    path: [{ attribute: "ca_file" }],
  });
});

describe("a damaged certificate is an error that says which one and why", () => {
  const lines = good.trim().split("\n");
  const halved = [...lines.slice(0, lines.length / 2), ...lines.slice(-1)].join("\n");

  test.each<[string, string, string]>([
    ["it lacks half of its lines", halved, "is damaged: certificate 1 of 1, at line 1, cannot be decoded"],
    [
      "it lacks its last line",
      lines.slice(0, -1).join("\n"),
      "is cut off: certificate 1 of 1, at line 1, has no end",
    ],
    [
      "it is cut in the middle of a line",
      good.slice(0, 200),
      "is cut off: certificate 1 of 1, at line 1, has no end",
    ],
    [
      "it has characters that are not base64",
      good.replace("MII", "M!I"),
      "is damaged: certificate 1 of 1, at line 1, cannot be decoded",
    ],
    [
      "it is empty",
      "-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n",
      "is damaged: certificate 1 of 1, at line 1, cannot be decoded",
    ],
    [
      "it is the second",
      `# two\n${EXPIRED}\n${halved}\n`,
      `is damaged: certificate 2 of 2, at line ${EXPIRED.split("\n").length + 2}, cannot be decoded`,
    ],
    [
      "the next one starts within it",
      `${good.slice(0, 200)}\n${other}`,
      "is cut off: certificate 1 of 2, at line 1, has no end",
    ],
  ])("%s", (_how, pem, problem) => {
    const file = fileWith(pem);
    expect(errorFor(file)).toMatchObject({
      summary: "Invalid ca_file",
      detail: `The file ${file} ${problem}.`,
      path: [{ attribute: "ca_file" }],
    });
  });
});
