import { percentEncode } from "../signature/percent-encode.ts";

const mask = "[redacted]";

/** The longest text that is handed on; the messages of the service have a few hundred characters. */
const maxLength = 2000;

/**
 * Secrets and their encoded forms that are shorter than this are masked only where a credential parameter has them as its value: masking
 * every `a` of a text would make it unreadable and give the secret away.
 */
const minSecretLength = 4;

/** A value ends where the next parameter begins: at `&`, encoded as often as the `=` is. An `&` within a value is encoded once more. */
const CREDENTIAL_PARAMETER =
  /(?<=\b(?:AccessKeyId|AccessKeySecret|SecurityToken|Signature|Credential))(?:(=)[^&,\s"'<>]*|(%3D)(?:(?!%26)[^&,\s"'<>])*|(%253D)(?:(?!%2526)[^&,\s"'<>])*)/gi;

/** Takes secrets out of a text, and cuts it when it is long. */
export type Redact = (text: string) => string;

/**
 * Takes secrets out of texts that came from outside. A refused signature makes the service echo the whole string to sign, key and
 * security token included; that echo goes, and so does every given secret, plain, percent-encoded (also twice) or in Base64, and whatever
 * looks like a credential parameter. Long texts are cut. Takes time in proportion to the text, whatever it holds.
 */
export function redactor(secrets: readonly string[]): Redact {
  const forms = [...new Set(secrets.flatMap(formsOf))]
    .filter((form) => form.length >= minSecretLength)
    .sort((left, right) => right.length - left.length);
  return (text) => {
    let clean = text
      .replace(/(string\s*to\s*sign\b[^:]{0,100}:).*$/is, `$1 ${mask}`)
      .replace(/(canonical\s*(?:request|string)\b[^:]{0,100}:).*$/is, `$1 ${mask}`)
      .replace(CREDENTIAL_PARAMETER, `$1$2$3${mask}`);
    for (const form of forms) clean = clean.replaceAll(form, mask);
    return clean.length > maxLength ? `${clean.slice(0, maxLength)}…` : clean;
  };
}

function formsOf(secret: string): string[] {
  if (secret.length < minSecretLength) return [];
  const once = percentEncode(secret);
  const asFormField = once.replaceAll("%20", "+");
  const asUriComponent = once.replace(/%(?:21|27|28|29|2A)/g, decodeURIComponent);
  const encoded = [once, percentEncode(once), asFormField, asUriComponent];
  return [secret, ...encoded, ...encoded.map(withSmallHexDigits), ...base64Forms(secret)];
}

function withSmallHexDigits(encoded: string): string {
  return encoded.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase());
}

/**
 * What Base64 makes of the secret alone, and of a text that contains it: three forms, because three bytes become four characters, each in both alphabets.
 * Characters that also depend on what stands around the secret are left out.
 */
function base64Forms(secret: string): string[] {
  const bytes = Buffer.from(secret);
  const alone = [bytes.toString("base64"), bytes.toString("base64url")];
  const within = [0, 1, 2].flatMap((offset) => {
    const padded = Buffer.concat([Buffer.alloc(offset), bytes]);
    const from = Math.ceil((offset * 8) / 6);
    const to = Math.floor((padded.length * 8) / 6);
    return [padded.toString("base64").slice(from, to), padded.toString("base64url").slice(from, to)];
  });
  return [...alone, ...within];
}
