import { afterEach, beforeEach, expect, test, vi } from "vitest";

const lines: string[] = [];
vi.mock("terraform-plugin", async (original) => ({
  ...(await original<typeof import("terraform-plugin")>()),
  logger: () => ({
    info: (message: string, fields: { status: string }) => lines.push(`info ${message} ${fields.status}`),
    debug: (message: string, fields: { status: string }) => lines.push(`debug ${message} ${fields.status}`),
  }),
}));
const { progressLog } = await import("./progress-log.ts");

let nowMs = 0;
beforeEach(() => {
  nowMs = 0;
  lines.length = 0;
});
afterEach(() => vi.restoreAllMocks());

test("a wait logs at INFO what is new, and every 30 s that it goes on", () => {
  const log = progressLog("image", "waiting", () => nowMs);
  for (const [atMs, status] of [
    [0, "Waiting"],
    [1_000, "Waiting"],
    [2_000, "Creating"],
    [31_000, "Creating"],
    [32_000, "Creating"],
    [33_000, "Creating"],
  ] as const) {
    nowMs = atMs;
    log(status, { image_id: "m-1" });
  }
  expect(lines).toEqual([
    "info waiting Waiting",
    "debug waiting Waiting",
    "info waiting Creating",
    "debug waiting Creating",
    "info waiting Creating",
    "debug waiting Creating",
  ]);
});
