import { type CreatedImage, type EcsClient, EcsError } from "ecs-client";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { fakeEcs, inTurn, lostAnswer, refusal, reportedImage, unanswered } from "../testing/fake-ecs.ts";
import { useFakeTime, useRealTime } from "../testing/fake-time.ts";
import { plainPolicy, plannedImage, storedImage } from "../testing/images.ts";
import { anOperation, failureOf } from "../testing/operation.ts";
import { createImage } from "./create.ts";
import type { PlannedImage } from "./schema.ts";

const CREATED: CreatedImage = { imageId: "m-1", requestId: null };
const creating = reportedImage({ status: "Creating", progress: "40%" });

beforeEach(useFakeTime);
afterEach(useRealTime);

type CreateImage = EcsClient["createImage"];

/** The creation of an image by a service that answers CreateImage with `answer` and then shows it as Available. */
function create(
  answer: CreateImage,
  { plan = {}, describeImage = async () => reportedImage() }: CreateOptions = {},
) {
  const operation = anOperation();
  const createCall = vi.fn<CreateImage>(answer);
  const ecs = fakeEcs({ createImage: createCall, describeImage });
  const context = operation.createContext(plannedImage(plan));
  const result = createImage(context, { ecs, tagPolicy: plainPolicy, region: "r" }, plainPolicy);
  const tokens = () => createCall.mock.calls.map(([request]) => request.clientToken);
  return { ...operation, result, createCall, tokens };
}

interface CreateOptions {
  plan?: Partial<PlannedImage>;
  describeImage?: EcsClient["describeImage"];
}

/** Answers as `first` does, then as `then` does, which also answers all further calls. */
function firstThen(first: CreateImage, then: CreateImage): CreateImage {
  let calls = 0;
  return (request, signal) => (calls++ === 0 ? first : then)(request, signal);
}

const lost: CreateImage = () => Promise.reject(lostAnswer());
const answered: CreateImage = async () => CREATED;

describe("creating an image", () => {
  test("returns what the service shows once it is Available", async () => {
    const { result, createCall } = create(answered);
    expect(await result).toEqual(storedImage());
    expect(createCall.mock.calls[0]?.[0]).toEqual({ clientToken: expect.any(String), instanceId: "i-1" });
  });

  test("has the ID in the state before it looks at the image, and then everything that is seen", async () => {
    const { result, partials } = create(answered, { describeImage: inTurn(creating, reportedImage()) });
    await vi.advanceTimersByTimeAsync(1_000);
    await result;
    expect(partials.map(({ id, status }) => ({ id, status }))).toEqual([
      { id: "m-1", status: null },
      { id: "m-1", status: "Creating" },
      { id: "m-1", status: "Available" },
    ]);
  });

  test.each<[string, Partial<PlannedImage>, unknown]>([
    [
      "its blocks",
      { instance_id: null, disk_device_mapping: [{ snapshot_id: "s-1", size: null }] },
      "disk_device_mapping",
    ],
    ["an instance", {}, undefined],
  ])("notes beside the state whether it was made of %s", async (_source, plan, noted) => {
    const { result, privateState } = create(answered, { plan });
    await result;
    expect(privateState.get("source")).toBe(noted);
  });

  test("uses one token for one image and another for the next", async () => {
    const [first, second] = [create(answered), create(answered)];
    await Promise.all([first.result, second.result]);
    expect(new Set([...first.tokens(), ...second.tokens()]).size).toBe(2);
  });

  test("is asked for again, with the same token, while the source is busy", async () => {
    const { result, tokens } = create(inTurn<CreatedImage>(refusal("IncorrectInstanceStatus"), CREATED));
    await vi.advanceTimersByTimeAsync(1_000);
    expect((await result).id).toBe("m-1");
    expect(tokens()).toHaveLength(2);
    expect(new Set(tokens()).size).toBe(1);
  });
});

describe("a creation that the service refuses", () => {
  test("fails with its reason and what to do, and leaves no state", async () => {
    const error = refusal("InvalidImageName.Duplicated");
    const { result, partials, createCall } = create(() => Promise.reject(error));
    expect(await failureOf(result)).toMatchObject({
      summary: "Cannot create the image",
      detail: expect.stringMatching(
        /InvalidImageName\.Duplicated.*REQUEST-1\)\. .*choose another image_name, or import/,
      ),
      cause: error,
    });
    expect(partials).toEqual([]);
    expect(createCall).toHaveBeenCalledOnce();
  });

  test("until the time is over, because its source is busy, fails with the refusal and the time-out", async () => {
    const { result, timeOut } = create(() => Promise.reject(refusal("IncorrectInstanceStatus")));
    const failure = failureOf(result);
    await vi.advanceTimersByTimeAsync(60_000);
    timeOut();
    expect(await failure).toMatchObject({
      summary: "Cannot create the image: the time-out of 10m passed",
      detail: expect.stringContaining("IncorrectInstanceStatus"),
    });
  });

  test("by a defect of the provider is not dressed up", async () => {
    const defect = new TypeError("x is not a function");
    await expect(create(() => Promise.reject(defect)).result).rejects.toBe(defect);
  });
});

describe("a lost answer to CreateImage", () => {
  test.each<[string, EcsError]>([
    ["a broken connection", lostAnswer()],
    [
      "an interrupted repetition of one",
      new EcsError({ kind: "aborted", reason: "it was cancelled", lastError: lostAnswer() }),
    ],
  ])("(%s) is asked for again with the same token, and the image is not lost", async (_what, error) => {
    const { result, tokens } = create(firstThen(() => Promise.reject(error), answered));
    expect((await result).id).toBe("m-1");
    expect(tokens()).toHaveLength(2);
    expect(new Set(tokens()).size).toBe(1);
  });

  test.each<[string, CreateImage]>([
    ["gets lost as well", lost],
    ["does not come within 10 s", (_request, signal) => unanswered(signal)],
  ])(
    "whose repetition %s: the error says where to look and how to take the image over",
    async (_what, again) => {
      const { result, partials } = create(firstThen(lost, again), { plan: { image_name: "golden" } });
      const failure = failureOf(result);
      await vi.advanceTimersByTimeAsync(10_000);
      expect(await failure).toMatchObject({
        summary: "The image may have been created",
        detail: expect.stringMatching(
          /^The request to create the image "golden" was sent, but no answer came back, .*: the connection broke.* Look for the image in the console .*"terraform import <address> <image ID>" or delete it/,
        ),
      });
      expect(partials).toEqual([]);
    },
  );

  test("of an image without a name is told without one", async () => {
    expect((await failureOf(create(lost).result)).detail).toContain(
      "The request to create an image was sent",
    );
  });
});

describe("an interrupt", () => {
  test("before the request keeps it from being sent", async () => {
    const operation = anOperation();
    operation.stop();
    const createCall = vi.fn<CreateImage>(answered);
    const client = { ecs: fakeEcs({ createImage: createCall }), tagPolicy: plainPolicy, region: "r" };
    expect(
      await failureOf(createImage(operation.createContext(plannedImage()), client, plainPolicy)),
    ).toMatchObject({
      summary: "The image was not created",
      detail:
        "No request was sent to create the image, because Terraform was interrupted. Apply again to create it.",
    });
    expect(createCall).not.toHaveBeenCalled();
  });

  test("during CreateImage lets it go on for 10 s, to learn the ID: the image is in the state", async () => {
    const answer: CreateImage = () => new Promise((resolve) => setTimeout(resolve, 9_000, CREATED));
    const { result, partials, stop } = create(answer);
    const failure = failureOf(result);
    await vi.advanceTimersByTimeAsync(100);
    stop();
    await vi.advanceTimersByTimeAsync(9_000);
    expect((await failure).summary).toBe("Image is not available yet");
    expect(partials.map(({ id }) => id)).toEqual(["m-1"]);
  });

  test("during a CreateImage that is not answered within 10 s asks once more with the same token", async () => {
    const hanging: CreateImage = (_request, signal) => unanswered(signal, { ambiguous: true });
    const { result, partials, stop, tokens } = create(firstThen(hanging, answered));
    const failure = failureOf(result);
    await vi.advanceTimersByTimeAsync(100);
    stop();
    await vi.advanceTimersByTimeAsync(9_999);
    expect(tokens()).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1);
    expect((await failure).summary).toBe("Image is not available yet");
    expect(tokens()).toHaveLength(2);
    expect(new Set(tokens()).size).toBe(1);
    expect(partials.map(({ id }) => id)).toEqual(["m-1"]);
  });

  test("while the source is busy ends at once", async () => {
    const { result, stop } = create(() => Promise.reject(refusal("IncorrectInstanceStatus")));
    const failure = failureOf(result);
    await vi.advanceTimersByTimeAsync(100);
    stop();
    expect((await failure).summary).toBe("Cannot create the image: Terraform was interrupted");
  });

  test("during the wait keeps the image with what was seen of it last", async () => {
    const { result, partials, stop } = create(answered, { describeImage: async () => creating });
    const failure = failureOf(result);
    await vi.advanceTimersByTimeAsync(100);
    stop();
    expect((await failure).summary).toBe("Image is not available yet");
    expect(partials.at(-1)).toMatchObject({ id: "m-1", status: "Creating" });
  });
});

describe("a time-out", () => {
  test("during CreateImage ends it at once, and asks once more with the same token", async () => {
    const hanging: CreateImage = (_request, signal) => unanswered(signal, { ambiguous: true });
    const { result, partials, timeOut, tokens } = create(firstThen(hanging, answered));
    const failure = failureOf(result);
    await vi.advanceTimersByTimeAsync(100);
    timeOut();
    expect((await failure).detail).toContain("the time-out of 10m passed before it was Available");
    expect(tokens()).toHaveLength(2);
    expect(new Set(tokens()).size).toBe(1);
    expect(partials.map(({ id }) => id)).toEqual(["m-1"]);
  });

  test("before anything was sent says so", async () => {
    const { result, timeOut, partials } = create((_request, signal) => unanswered(signal));
    const failure = failureOf(result);
    timeOut();
    expect(await failure).toMatchObject({
      summary: "The image was not created",
      detail: expect.stringContaining("because the time-out of 10m passed"),
    });
    expect(partials).toEqual([]);
  });

  test("during the wait keeps the image in the state", async () => {
    const { result, partials, timeOut } = create(answered, { describeImage: async () => creating });
    const failure = failureOf(result);
    await vi.advanceTimersByTimeAsync(300_000);
    timeOut();
    expect((await failure).summary).toBe("Image is not available yet");
    expect(partials.at(-1)).toMatchObject({ id: "m-1", status: "Creating" });
  });
});

test("an image whose creation fails is in the state, with its status", async () => {
  const { result, partials } = create(answered, {
    describeImage: async () => reportedImage({ status: "CreateFailed" }),
  });
  expect((await failureOf(result)).summary).toBe("Image creation failed");
  expect(partials.at(-1)).toMatchObject({ id: "m-1", status: "CreateFailed" });
});

test("nothing is left to wait for when it has ended", async () => {
  const { result, stop } = create(answered);
  await result;
  stop();
  expect(vi.getTimerCount()).toBe(0);
});
