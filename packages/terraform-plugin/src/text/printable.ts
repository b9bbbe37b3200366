/** CR LF, and every control character but line feed and tab: C0, DEL, C1 (category Cc), and what turns the direction of writing. */
const UNPRINTABLE = /\r\n|(?![\n\t])[\p{Cc}\p{Bidi_Control}]/gu;

/**
 * Returns the text with every character made visible that could act on a terminal or hide what stands beside it: control characters and
 * those that turn the direction of writing become `\u001b` and the like. Line feeds and tabs stay, CR LF becomes LF.
 * Done to all that reaches a user, because services and other users choose parts of it.
 * Source: Unicode, property Bidi_Control; "Trojan Source" (CVE-2021-42574) for what the latter can do.
 */
export function printable(text: string): string {
  return text.replace(UNPRINTABLE, (found) =>
    found === "\r\n" ? "\n" : `\\u${found.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
