import { describe, expect, test } from "vitest";
import { DiagnosticError, Diagnostics } from "./diagnostics.ts";
import { OperationStopped, OperationTimedOut } from "./operation/errors.ts";
import { path } from "./types/path.ts";

function collect(thrown: unknown) {
  const diagnostics = new Diagnostics();
  diagnostics.thrown(thrown, "making a disk");
  return diagnostics.list;
}

/** What Node's own functions reject with when their signal is aborted. */
const abortError = (cause: unknown) => Object.assign(new Error("aborted", { cause }), { name: "AbortError" });

describe("what was thrown", () => {
  test("for the user is told as it is, without its cause", () => {
    const cause = new Error("secret of the log");
    const [diagnostic] = collect(new DiagnosticError("Refused", "Too large.", { path: path("size"), cause }));
    expect(diagnostic).toEqual({
      severity: "error",
      summary: "Refused",
      detail: "Too large.",
      path: path("size"),
    });
  });

  test("for the user several times at once is told each time", () => {
    const thrown = new AggregateError([new DiagnosticError("One", "1."), new TypeError("two")]);
    expect(collect(thrown).map(({ summary }) => summary)).toEqual(["One", "Provider defect"]);
  });

  test.each([
    ["the reason itself", new OperationTimedOut(90_000)],
    ["an error that it caused", abortError(new OperationTimedOut(90_000))],
  ])("at a time-out is told as one, from %s", (_, thrown) => {
    expect(collect(thrown)).toMatchObject([{ severity: "error", summary: "Operation timed out" }]);
    expect(collect(thrown)[0]?.detail).toMatch(/1m30s.*making a disk/);
  });

  test.each([
    ["the reason itself", new OperationStopped()],
    ["an error that it caused", abortError(new OperationStopped())],
  ])("at an interrupt is told as one, from %s", (_, thrown) => {
    expect(collect(thrown)).toMatchObject([{ severity: "error", summary: "Operation interrupted" }]);
  });

  test.each([
    ["any other error", new TypeError("x is not a function"), "TypeError: x is not a function"],
    ["an abort for another reason", abortError(new Error("other")), "AbortError: aborted"],
    ["text", "oops", "oops"],
    ["nothing", undefined, "undefined"],
  ])("is a defect when it is %s", (_, thrown, text) => {
    const [diagnostic] = collect(thrown);
    expect(diagnostic).toMatchObject({ severity: "error", summary: "Provider defect" });
    expect(diagnostic?.detail).toContain(text);
    expect(diagnostic?.detail).toContain("making a disk");
  });
});

describe("a collection", () => {
  test("keeps the order, and has errors only when there is one", () => {
    const diagnostics = new Diagnostics();
    diagnostics.warning("W", "w.");
    expect(diagnostics.hasErrors).toBe(false);
    const other = new Diagnostics();
    other.error("E", "e.", path("a"));
    diagnostics.addAll(other);
    expect(diagnostics.hasErrors).toBe(true);
    expect(diagnostics.list.map(({ summary }) => summary)).toEqual(["W", "E"]);
  });
});
