import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { connectExecutable, isAlive, peakMemoryMib, type RunningExecutable } from "./hostile/executable.ts";
import { oddLists, strangeAnswers, strangeLists } from "./hostile/hostile-answers.ts";
import { type Answerer, type HostileService, json, startHostileService } from "./hostile/hostile-service.ts";
import { acceptanceTest } from "./support/acceptance-test.ts";
import { failureOf } from "./support/checks.ts";
import { IMAGE, instanceImage } from "./support/hcl.ts";

const TYPE = "alibabacloudstack_image";
const READ_TIMEOUT_MS = 600;
/** A read repeats the call once; beside that it may take a moment on a busy machine. */
const READ_WITHIN_MS = 2 * READ_TIMEOUT_MS + 3000;
/** After a create whose answer is lost the provider asks again for ten seconds, and then for the name. */
const CREATE_WITHIN_MS = 25_000;
/** An answer of at most 8 MiB is kept, as bytes, as text and as values; the executable itself takes about 50. */
const MOST_MEMORY_MIB = 250;

let service: HostileService;
let executable: RunningExecutable;

beforeAll(async () => {
  service = await startHostileService();
  executable = await connectExecutable();
  const { diagnostics } = await executable.provider.configure({
    access_key: "key",
    secret_key: "a-secret-nobody-may-see",
    region: "cn-test",
    client_read_timeout: READ_TIMEOUT_MS,
    max_retries: 1,
    endpoints: [{ ecs: service.url }],
  });
  expect(diagnostics).toEqual([]);
});

afterAll(async () => {
  expect(peakMemoryMib(executable.process)).toBeLessThan(MOST_MEMORY_MIB);
  await executable.close();
  await service.close();
});

async function read(answer: Answerer) {
  service.answer(answer);
  const startedAt = performance.now();
  const result = await executable.provider.read(TYPE, { id: "m-1", image_name: "one" });
  return { ...result, tookMs: performance.now() - startedAt };
}

async function expectOneError(diagnostics: readonly { severity: string; summary: string; detail: string }[]) {
  expect(diagnostics).toHaveLength(1);
  const [{ severity = "", summary = "", detail = "" } = {}] = diagnostics;
  expect(severity).toBe("error");
  expect(`${summary} ${detail}`).not.toMatch(/defect|bug|mistake in|undefined|\[object|a-secret|TypeError/i);
  expect(detail.length).toBeLessThan(2000);
  expect(isAlive(executable.process)).toBe(true);
}

describe("reading an image, the answer to which is", () => {
  test.each(strangeAnswers)("%s: an error, in time, and the state is kept", async (_, answer) => {
    const { diagnostics, state, tookMs } = await read(answer);
    await expectOneError(diagnostics);
    expect(diagnostics[0]).toMatchObject({ summary: "Cannot read the image m-1" });
    expect(diagnostics[0]?.detail).toContain("DescribeImages of image m-1 failed");
    expect(state).toMatchObject({ id: "m-1", image_name: "one" });
    expect(tookMs).toBeLessThan(READ_WITHIN_MS);
  });

  test.each(strangeLists)("a list %s: an error, and the state is kept", async (_, answer) => {
    const { diagnostics, state } = await read(answer);
    await expectOneError(diagnostics);
    expect(state).toMatchObject({ id: "m-1", image_name: "one" });
  });

  test.each(oddLists)("a list %s: the image", async (_, answer) => {
    const { diagnostics, state } = await read(answer);
    expect(diagnostics).toEqual([]);
    expect(state).toMatchObject({ id: "m-1" });
  });
});

describe("creating an image, the answer to which is", () => {
  // The same answer comes to every call: to CreateImage, to its repetition, and to the question who has the name.
  const quick = strangeAnswers.filter(([name]) => !/now and then|without end/.test(name));

  test.each(quick)("%s: an error, in time, and no image is in the state", async (_, answer) => {
    service.answer(answer);
    const startedAt = performance.now();
    const { diagnostics, state } = await executable.provider.apply(TYPE, {
      config: { instance_id: "i-1", image_name: "one" },
    });
    expect(performance.now() - startedAt).toBeLessThan(CREATE_WITHIN_MS);
    await expectOneError(diagnostics);
    expect(state).toBeNull();
  });

  test.each<[string, unknown]>([
    ["without ID", { RequestId: "R-1" }],
    ["with an empty ID", { ImageId: "" }],
    ["with an ID that is a list", { ImageId: ["m-1"] }],
  ])("a success %s: it may have been created, says the error", async (_, answer) => {
    service.answer(json(answer));
    const { diagnostics, state } = await executable.provider.apply(TYPE, {
      config: { instance_id: "i-1", image_name: "one" },
    });
    await expectOneError(diagnostics);
    expect(diagnostics[0]).toMatchObject({ summary: "The image may have been created" });
    expect(state).toBeNull();
  });
});

describe("through the real terraform", () => {
  const some = strangeAnswers.filter(([name]) => /^(?:HTML with status 200|a byte now and then)$/.test(name));

  acceptanceTest.for(some)(
    "%s is one error, and the state is kept",
    async ([, answer], { stack, terraform, workspaceWith }) => {
      terraform.write("main.tf", instanceImage());
      await terraform.apply();
      const state = terraform.state().get(IMAGE);
      const misled = await workspaceWith({
        ALIBABACLOUDSTACK_ECS_ENDPOINT: service.url,
        CLIENT_READ_TIMEOUT: String(READ_TIMEOUT_MS),
      });
      service.answer(answer);
      misled.write("main.tf", `provider "alibabacloudstack" {\nmax_retries = 1\n}\n${instanceImage()}`);
      misled.write("terraform.tfstate", readFileSync(join(terraform.folder, "terraform.tfstate"), "utf8"));
      const error = await failureOf(misled, "apply", "-auto-approve");
      expect(error.match(/Error: /g)).toHaveLength(1);
      expect(error).toContain("Cannot read the image");
      expect(misled.state().get(IMAGE)?.attributes.id).toBe(state?.attributes.id);
      expect(await stack.images()).toHaveLength(1);
    },
  );

  acceptanceTest(
    "a text that acts on a terminal reaches neither it nor the log",
    async ({ terraform, workspaceWith }) => {
      terraform.write("main.tf", instanceImage());
      await terraform.apply();
      const misled = await workspaceWith({
        ALIBABACLOUDSTACK_ECS_ENDPOINT: service.url,
        TF_LOG: "trace",
        TF_LOG_PATH: "trace.log",
      });
      const Message = "\u001b[2J\u001b]0;title\u0007 \u009b31m \u202egnp.exe\u202c \u2066x\u2069 a\rb\bc";
      service.answer(json({ RequestId: "R-\u001b[1m", Code: "Forbidden\0", Message }, 403));
      misled.write("main.tf", instanceImage());
      misled.write("terraform.tfstate", readFileSync(join(terraform.folder, "terraform.tfstate"), "utf8"));
      const error = await failureOf(misled, "plan");
      expect(error).toContain(
        "failed: [2J]0;title 31m gnp.exe x a bc (code Forbidden, HTTP 403, request ID R-[1m)",
      );
      const log = readFileSync(join(misled.folder, "trace.log"), "utf8");
      expect(log).toContain("gnp.exe");
      const acting = /(?![\n\t])[\p{Cc}\p{Bidi_Control}]/u;
      expect(error).not.toMatch(acting);
      expect(log).not.toMatch(acting);
    },
  );
});
