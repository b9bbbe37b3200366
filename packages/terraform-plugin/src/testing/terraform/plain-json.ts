import { parseJson } from "../../types/json.ts";
import { plainValue } from "../values.ts";

/** Parses JSON into plain records without losing digits: a number that JavaScript cannot hold exactly is a Decimal. */
export function parsePlainJson(text: string): unknown {
  return plainValue(parseJson(text));
}
