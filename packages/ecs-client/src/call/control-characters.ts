/**
 * A text that is safe to print: without the characters that steer a terminal or hide text. Line breaks and tabs become spaces, so that a
 * text from outside cannot begin a line of its own. Removed are C0 and C1 control characters, DEL, and the characters that change the
 * direction of text (Unicode Standard Annex 9, "Explicit Directional Formatting Characters").
 */
export function withoutControlCharacters(text: string): string {
  return text.replace(/[\t\n\v\f\r\u0085\u2028\u2029]+/g, " ").replace(controlCharacters, "");
}

const controlCharacters = /[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;
