import { describe, expect, test } from "vitest";
import { DiagnosticError, Diagnostics } from "./diagnostics.ts";
import { configureLog } from "./log/logger.ts";
import { OperationStopped, OperationTimedOut } from "./operation/errors.ts";
import { maskSecret } from "./text/redaction.ts";
import { path } from "./types/path.ts";

function collect(thrown: unknown) {
  const diagnostics = new Diagnostics();
  diagnostics.thrown(thrown, "making a disk");
  return diagnostics.list;
}

/** What Node's own functions reject with when their signal is aborted. */
const abortError = (cause: unknown) => Object.assign(new Error("aborted", { cause }), { name: "AbortError" });

describe("what was thrown", () => {
  test("for the user is reported as it is, without its cause", () => {
    const cause = new Error("secret of the log");
    const [diagnostic] = collect(new DiagnosticError("Refused", "Too large.", { path: path("size"), cause }));
    expect(diagnostic).toEqual({
      severity: "error",
      summary: "Refused",
      detail: "Too large.",
      path: path("size"),
    });
  });

  test("for the user several times at once is reported each time", () => {
    const thrown = new AggregateError([new DiagnosticError("One", "1."), new TypeError("two")]);
    expect(collect(thrown).map(({ summary }) => summary)).toEqual(["One", "Provider defect"]);
  });

  test.each([
    ["the reason itself", new OperationTimedOut(90_000)],
    ["an error that it caused", abortError(new OperationTimedOut(90_000))],
  ])("at a timeout is reported as one, from %s", (_, thrown) => {
    expect(collect(thrown)).toMatchObject([{ severity: "error", summary: "Operation timed out" }]);
    expect(collect(thrown)[0]?.detail).toMatch(/1m30s.*making a disk/);
  });

  test.each([
    ["the reason itself", new OperationStopped()],
    ["an error that it caused", abortError(new OperationStopped())],
  ])("at an interrupt is reported as one, from %s", (_, thrown) => {
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

describe("no diagnostic", () => {
  test("acts on a terminal", () => {
    const diagnostics = new Diagnostics();
    diagnostics.error("\u001b[2JGone", "Text \u202eturned\u202c, \0 and\r\nlines.");
    expect(diagnostics.list).toMatchObject([
      { summary: "\\u001b[2JGone", detail: "Text \\u202eturned\\u202c, \\u0000 and\nlines." },
    ]);
  });

  test("shows a secret of the process, in any form, even one that is registered later", () => {
    const diagnostics = new Diagnostics();
    const secret = "diagn0stic/secret";
    diagnostics.thrown(new DiagnosticError("Refused", `Basic ${btoa(`user:${secret}`)}`), "x");
    diagnostics.warning(secret, `https://host/?key=${encodeURIComponent(secret)}`);
    maskSecret(secret);
    const [refused, warning] = diagnostics.list;
    expect(refused?.detail).toMatch(/^Basic [\w]{0,8}\*\*\*$/);
    expect(warning).toMatchObject({ summary: "***", detail: "https://host/?key=***" });
  });

  test("shows a value that is hidden in its collection, and any other one does", () => {
    const [hiding, other] = [new Diagnostics(), new Diagnostics()];
    for (const each of [hiding, other]) each.error("Bad password", 'It is "hunter2" (aHVudGVyMg==).');
    hiding.hide(() => ["hunter2", ""]);
    other.addAll(hiding);
    expect(other.list.map(({ detail }) => detail)).toEqual([
      'It is "hunter2" (aHVudGVyMg==).',
      'It is "***" (***).',
    ]);
  });

  test("costs the search for hidden values when there is none", () => {
    const diagnostics = new Diagnostics();
    diagnostics.hide(() => {
      throw new Error("searched for nothing");
    });
    expect(diagnostics.list).toEqual([]);
  });
});

describe("the log", () => {
  function logOf(thrown: unknown) {
    const lines: Record<string, unknown>[] = [];
    configureLog({ environment: { TF_LOG: "debug" }, write: (line) => lines.push(JSON.parse(line)) });
    try {
      collect(thrown);
      return lines;
    } finally {
      configureLog({ environment: {} });
    }
  }

  test("has the chain of causes of an error for the user, at debug", () => {
    const cause = new Error("connection lost", { cause: new TypeError("terminated") });
    expect(logOf(new DiagnosticError("Refused", "Too large.", { cause }))).toMatchObject([
      {
        "@level": "debug",
        "@module": "provider.diagnostics",
        summary: "Refused",
        cause: { message: "connection lost", cause: { name: "TypeError", message: "terminated" } },
      },
    ]);
  });

  test("has nothing of an error without a cause", () => {
    expect(logOf(new DiagnosticError("Refused", "Too large."))).toEqual([]);
  });

  test("has the stack of a defect, at error", () => {
    expect(logOf(new TypeError("x is not a function"))).toMatchObject([
      {
        "@level": "error",
        "@message": "The provider failed while making a disk",
        error: { message: "x is not a function", stack: expect.stringContaining("diagnostics.test") },
      },
    ]);
  });
});
