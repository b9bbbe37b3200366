import type { Credentials } from "../signature/call-to-sign.ts";
import { percentEncode } from "../signature/percent-encode.ts";

const mask = "[redacted]";

/** The longest text that is handed on; the messages of the service have a few hundred characters. */
const maxLength = 2000;

/**
 * Takes secrets out of a text that came from outside. A refused signature makes the service echo the whole string to
 * sign, key and security token included; that echo goes, and so does every credential, plain or percent-encoded, and
 * whatever looks like a credential parameter. Long texts are cut. Takes time in proportion to the text, whatever it holds.
 */
export function redact(text: string, credentials: Credentials | null): string {
  let clean = text
    .replace(/(string\s*to\s*sign\b[^:]{0,100}:).*$/is, `$1 ${mask}`)
    .replace(/(canonical\s*(?:request|string)\b[^:]{0,100}:).*$/is, `$1 ${mask}`)
    .replace(
      /\b(AccessKeyId|AccessKeySecret|SecurityToken|Signature|Credential)(=|%3D|%253D)(?:(?!%26|%2526)[^&,\s"'<>])*/gi,
      `$1$2${mask}`,
    );
  for (const secret of secretForms(credentials)) clean = clean.replaceAll(secret, mask);
  return clean.length > maxLength ? `${clean.slice(0, maxLength)}…` : clean;
}

function secretForms(credentials: Credentials | null): string[] {
  if (credentials === null) return [];
  const { accessKeyId, accessKeySecret, securityToken } = credentials;
  return [accessKeySecret, securityToken ?? "", accessKeyId]
    .flatMap((secret) => [percentEncode(percentEncode(secret)), percentEncode(secret), secret])
    .filter((form) => form.length > 3);
}
