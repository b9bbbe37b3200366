import { createHash, createHmac } from "node:crypto";
import type { HttpRequest } from "../transport/http.ts";
import { type CallToSign, formatTimestamp, formContentType } from "./call-to-sign.ts";
import { canonicalQuery } from "./percent-encode.ts";

const algorithm = "ACS3-HMAC-SHA256";

/**
 * Above this length the parameters travel in a form body: servers and proxies commonly refuse URLs of 8 KiB.
 */
const maxQueryLength = 4096;

/**
 * Signs a call with version 3 (ACS3-HMAC-SHA256 over headers, query and body). The parameters of the action are the
 * query; the key, signature and security token are headers, so the URL stays free of them.
 *
 * Source: "V3 request structure and signature" of the OpenAPI reference of Alibaba Cloud.
 */
export function signRequestV3(call: CallToSign): HttpRequest {
  const { accessKeyId, accessKeySecret, securityToken } = call.credentials;
  const encoded = canonicalQuery(call.parameters);
  const inBody = encoded.length > maxQueryLength;
  const query = inBody ? "" : encoded;
  const body = inBody ? encoded : "";
  const headers: Record<string, string> = {
    ...call.headers,
    host: call.endpoint.host,
    "x-acs-action": call.action,
    "x-acs-version": call.version,
    "x-acs-date": formatTimestamp(call.date),
    "x-acs-signature-nonce": call.nonce,
    "x-acs-content-sha256": sha256(body),
  };
  if (inBody) headers["content-type"] = formContentType;
  if (securityToken) {
    headers["x-acs-accesskey-id"] = accessKeyId;
    headers["x-acs-security-token"] = securityToken;
  }
  const canonical = canonicalRequestV3("POST", call.endpoint.pathname, query, headers, sha256(body));
  const signature = signatureV3(canonical.text, accessKeySecret);
  headers.authorization = `${algorithm} Credential=${accessKeyId},SignedHeaders=${canonical.signedHeaders},Signature=${signature}`;
  const url = new URL(call.endpoint);
  url.search = query;
  return { url, headers, body };
}

/** The canonical request and the names of the headers it covers: every `x-acs-*`, host and content type. */
export function canonicalRequestV3(
  method: string,
  path: string,
  query: string,
  headers: Readonly<Record<string, string>>,
  payloadHash: string,
): { text: string; signedHeaders: string } {
  const names = Object.keys(headers)
    .filter((name) => name.startsWith("x-acs-") || name === "host" || name === "content-type")
    .sort();
  const signedHeaders = names.join(";");
  const lines = names.map((name) => `${name}:${(headers[name] ?? "").trim()}\n`).join("");
  return { text: [method, path, query, lines, signedHeaders, payloadHash].join("\n"), signedHeaders };
}

/** The signature, in hexadecimal, of a canonical request; the key is the plain secret. */
export function signatureV3(canonicalRequest: string, secret: string): string {
  return createHmac("sha256", secret)
    .update(`${algorithm}\n${sha256(canonicalRequest)}`)
    .digest("hex");
}

/** SHA-256 in hexadecimal. */
export function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
