import { createHmac } from "node:crypto";
import type { HttpRequest } from "../transport/http.ts";
import { type CallToSign, formatTimestamp, formContentType } from "./call-to-sign.ts";
import type { Parameter } from "./parameter.ts";
import { canonicalQuery, percentEncode } from "./percent-encode.ts";

/**
 * Signs a call with version 1.0 (HMAC-SHA1 over the parameters). Everything, the signature and a security token included,
 * goes into a form body: URLs end up in access logs, bodies do not.
 *
 * Source: "Request signatures" of the RPC-style API reference of Alibaba Cloud.
 */
export function signRequestV1(call: CallToSign): HttpRequest {
  const { accessKeyId, accessKeySecret, securityToken } = call.credentials;
  const common: Parameter[] = [
    ["Action", call.action],
    ["Version", call.version],
    ["Format", "JSON"],
    ["AccessKeyId", accessKeyId],
    ["SignatureMethod", "HMAC-SHA1"],
    ["SignatureVersion", "1.0"],
    ["SignatureNonce", call.nonce],
    ["Timestamp", formatTimestamp(call.date)],
  ];
  if (securityToken) common.push(["SecurityToken", securityToken]);
  const parameters: Parameter[] = [...new Map([...call.parameters, ...common])];
  const signature = signatureV1("POST", parameters, accessKeySecret);
  return {
    url: call.endpoint,
    headers: {
      ...call.headers,
      "content-type": formContentType,
      "x-acs-action": call.action,
      "x-acs-version": call.version,
    },
    body: `${canonicalQuery(parameters)}&Signature=${percentEncode(signature)}`,
  };
}

/** The signature, in Base64, of parameters sent with the given method. The path is always `/`, whatever the URL says. */
export function signatureV1(method: string, parameters: readonly Parameter[], secret: string): string {
  const stringToSign = `${method}&${percentEncode("/")}&${percentEncode(canonicalQuery(parameters))}`;
  return createHmac("sha1", `${secret}&`).update(stringToSign).digest("base64");
}
