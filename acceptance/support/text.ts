/** A diagnostic as one line, without the frame and the line breaks of terraform. */
export function unframed(text: string): string {
  return text
    .replace(/^[│╷╵ ]+/gm, "")
    .replace(/\s+/g, " ")
    .trim();
}
