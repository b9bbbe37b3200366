import { printable } from "./printable.ts";
import { type Redact, redact } from "./redaction.ts";

/**
 * Returns a text as it may reach the log or a user: the secrets of this process masked (see `maskSecret`), and nothing in it that acts on
 * a terminal. `redactMore` masks what is secret only here. Everything that leaves the process in words goes through this function.
 */
export function safeText(text: string, redactMore: Redact = (each) => each): string {
  return printable(redactMore(redact(text)));
}
