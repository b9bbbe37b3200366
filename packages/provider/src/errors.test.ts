import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { DiagnosticError } from "terraform-plugin";
import { expect, test } from "vitest";
import { errorSummaries, providerError } from "./errors.ts";

const sources = readdirSync(import.meta.dirname, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts") && file !== "errors.ts")
  .map((file) => readFileSync(join(import.meta.dirname, file), "utf8"));

test.each(Object.keys(errorSummaries))("the error %s is reported somewhere", (code) => {
  expect(sources.some((text) => new RegExp(`providerError\\(\\s*"${code}"`).test(text))).toBe(true);
});

test("an error has its code, its summary, and its cause for the log", () => {
  const cause = new Error("refused");
  const error = providerError("image_in_use", "i-1 uses it.", { cause });
  expect(error).toBeInstanceOf(DiagnosticError);
  expect(error).toMatchObject({
    code: "image_in_use",
    summary: "Image is in use",
    detail: "i-1 uses it.",
    cause,
  });
});
