/** A diagnostic as one line: terraform draws a frame around it and breaks its lines. */
export function unframed(text: string): string {
  return text
    .replace(/^[│╷╵ ]+/gm, "")
    .replace(/\s+/g, " ")
    .trim();
}
