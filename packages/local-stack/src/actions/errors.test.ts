import { describe, expect, it } from "vitest";

import { ApiError, apiError } from "../errors/api-error.ts";
import { type ErrorName, errorTable } from "../errors/error-table.ts";
import { gatewayErrors } from "../errors/gateway-errors.ts";
import { copyCases } from "../testing/error-cases/copy.ts";
import type { ErrorCase } from "../testing/error-cases/error-case.ts";
import { imageCases } from "../testing/error-cases/images.ts";
import { otherCases } from "../testing/error-cases/others.ts";
import { replaceCases } from "../testing/error-cases/replace.ts";
import { shareCases } from "../testing/error-cases/share.ts";
import { taskCases } from "../testing/error-cases/tasks.ts";
import { newStack, run } from "../testing/stack.ts";
import { actions } from "./table.ts";

const cases = [...imageCases, ...otherCases, ...copyCases, ...shareCases, ...taskCases, ...replaceCases];

describe.each(cases)("$action refuses", (refused) => {
  it(`${JSON.stringify(refused.sent).slice(0, 80)} with ${refused.refusal}`, () => {
    const error = refusal(refused);
    expect(`${error.status} ${error.code}`).toBe(refused.refusal);
    expect(error.errorName).toBe(refused.error);
    expect(error.message).toMatch(messagePattern(refused.error));
  });
});

describe("the table of actions", () => {
  it("declares every error that a request is refused with", () => {
    for (const { action, error } of cases) {
      expect(actions.find((row) => row.name === action)?.errors, `${action} ${error}`).toContain(error);
    }
  });

  it("declares no error without a request that is refused with it", () => {
    const shown = new Set(cases.map(({ action, error }) => `${action} ${error}`));
    const declared = actions.flatMap((row) => row.errors.map((error) => `${row.name} ${error}`));
    expect(declared.filter((pair) => !shown.has(pair))).toEqual([]);
  });
});

describe("the table of errors", () => {
  it("has no row that no action can give, but those of the gateway", () => {
    const declared = new Set<string>(actions.flatMap((row) => row.errors));
    const rows = Object.keys(errorTable).filter((name) => !Object.hasOwn(gatewayErrors, name));
    expect(rows.filter((name) => !declared.has(name))).toEqual([]);
  });
});

describe("messages", () => {
  it.each([
    [
      "createTokenMismatch",
      "Request uses a client token in a previous request but is not identical to that request.",
    ],
    ["snapshotNotSystem", "The specified snapshot is not from system disk."],
    ["imageNameDuplicated", "The specified image name is already in use."],
  ] as const)("of %s is that of the API reference", (name, message) => {
    expect(apiError(name).message).toBe(message);
  });

  it("name what they are about where the service names it", () => {
    expect(apiError("sourceInstanceNotFound", "i-1").message).toBe(
      "The specified instance i-1 does not exist.",
    );
    expect(apiError("missing", "RegionId")).toMatchObject({
      code: "MissingRegionId",
      message: "RegionId is mandatory for this action.",
    });
  });
});

/** What the message of the table allows; where the service fills something in, there must be something. */
function messagePattern(name: ErrorName): RegExp {
  const parts = errorTable[name][2].split("%s").map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join("[^%]+")}$`);
}

function refusal({ action, sent, prepare }: ErrorCase): ApiError {
  const stack = newStack();
  const prepared = prepare?.(stack) ?? {};
  try {
    run(stack, action, { ...sent, ...prepared });
  } catch (error) {
    if (error instanceof ApiError) return error;
    throw error;
  }
  throw new Error(`${action} was not refused.`);
}
