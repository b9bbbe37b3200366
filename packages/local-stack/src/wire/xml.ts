import { isJsonObject, type JsonObject, type JsonValue } from "./json.ts";

/**
 * Writes a response as the service's XML. The root element holds one element per field, a list repeats its element, and a
 * field without a value is left out. Characters that XML 1.0 cannot carry become U+FFFD.
 */
export function writeXml(rootName: string, response: JsonObject): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${rootName}>${fields(response)}</${rootName}>`;
}

function fields(object: JsonObject): string {
  return Object.entries(object)
    .map(([name, value]) => element(name, value))
    .join("");
}

function element(name: string, value: JsonValue | undefined): string {
  if (value === undefined || value === null) return "";
  if (isJsonObject(value)) return `<${name}>${fields(value)}</${name}>`;
  if (typeof value === "object") return value.map((item) => element(name, item)).join("");
  return `<${name}>${escapeText(String(value))}</${name}>`;
}

function escapeText(text: string): string {
  return text
    .replace(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, "\u{FFFD}")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll("\r", "&#13;");
}
