import { expect, it } from "vitest";
import { idsToJson, idsToText } from "./id-lists.ts";

it.each([
  [idsToJson, '["d-1","d-2"]'],
  [idsToText, "d-1,d-2"],
])("%o writes IDs into one parameter, and none without a list", (toRequest, expected) => {
  expect(toRequest("diskIds", ["d-1", "d-2"])).toBe(expected);
  expect(toRequest("diskIds", undefined)).toBeUndefined();
});

it.each([idsToJson, idsToText])("%o refuses an empty list, which would match everything", (toRequest) => {
  expect(() => toRequest("diskIds", [])).toThrow("diskIds must not be empty");
});
