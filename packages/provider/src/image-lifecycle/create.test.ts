import { type CreatedImage, type EcsClient, newClientToken } from "ecs-client";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { toRequest, toState } from "../image/model.ts";
import { createImageRequest } from "../image/request.ts";
import { fakeEcs, inTurn, refusal, reportedImage } from "../testing/fake-ecs.ts";
import { useFakeTime, useRealTime } from "../testing/fake-time.ts";
import { plainPolicy, plannedImage, storedImage } from "../testing/images.ts";
import { anOperation, failureOf } from "../testing/operation.ts";
import { createImage } from "./create.ts";

const CREATED: CreatedImage = { imageId: "m-1", requestId: null };
const creating = reportedImage({ status: "Creating", progress: "40%" });

beforeEach(useFakeTime);
afterEach(useRealTime);

type CreateImage = EcsClient["createImage"];

/** The creation of an image by a service that answers CreateImage with `answer` and then shows it as Available. */
function create(
  answer: CreateImage,
  { describeImage = async () => reportedImage() }: Pick<Partial<EcsClient>, "describeImage"> = {},
) {
  const operation = anOperation();
  const createCall = vi.fn<CreateImage>(answer);
  const ecs = fakeEcs({ createImage: createCall, describeImage });
  const plan = plannedImage();
  const request = createImageRequest(toRequest(plan, newClientToken(), plainPolicy), ecs, "cn-home");
  const result = createImage(
    request,
    (imageId, image) => toState(plan, imageId, image, plainPolicy),
    operation.createContext(plan),
  );
  const tokens = () => createCall.mock.calls.map(([request]) => request.clientToken);
  return { ...operation, result, createCall, tokens };
}

const answered: CreateImage = async () => CREATED;

describe("creating an image", () => {
  test("returns what the service shows once it is Available", async () => {
    const { result, createCall } = create(answered);
    expect(await result).toEqual(storedImage());
    expect(createCall.mock.calls[0]?.[0]).toEqual({ clientToken: expect.any(String), instanceId: "i-1" });
  });

  test("has the ID in the state before the first check, and then what every check finds", async () => {
    const { result, partials } = create(answered, { describeImage: inTurn(creating, reportedImage()) });
    await vi.advanceTimersByTimeAsync(1_000);
    await result;
    expect(partials.map(({ id, status }) => ({ id, status }))).toEqual([
      { id: "m-1", status: null },
      { id: "m-1", status: "Creating" },
      { id: "m-1", status: "Available" },
    ]);
  });

  test("uses one token for one image and another for the next", async () => {
    const [first, second] = [create(answered), create(answered)];
    await Promise.all([first.result, second.result]);
    expect(new Set([...first.tokens(), ...second.tokens()]).size).toBe(2);
  });
});

describe("an image whose creation fails or is not confirmed is in the state nevertheless", () => {
  test("when it fails, with its status", async () => {
    const failed = reportedImage({ status: "CreateFailed" });
    const { result, partials } = create(answered, { describeImage: async () => failed });
    expect((await failureOf(result)).summary).toBe("Image creation failed");
    expect(partials.at(-1)).toMatchObject({ id: "m-1", status: "CreateFailed" });
  });

  test.each(["stop", "timeOut"] as const)(
    "when the wait ends early (%s), with what the last check found",
    async (end) => {
      const { result, partials, [end]: endWait } = create(answered, { describeImage: async () => creating });
      const failure = failureOf(result);
      await vi.advanceTimersByTimeAsync(60_000);
      endWait();
      expect((await failure).summary).toBe("Image is not available yet");
      expect(partials.at(-1)).toMatchObject({ id: "m-1", status: "Creating" });
    },
  );

  test("when the service refuses to report the status", async () => {
    const describeImage = () => Promise.reject(refusal("Forbidden.RAM"));
    const { result, partials } = create(answered, { describeImage });
    expect((await failureOf(result)).summary).toBe("Could not check the status of image m-1");
    expect(partials).toMatchObject([{ id: "m-1", status: null }]);
  });

  test("when Terraform was interrupted before the ID was known", async () => {
    const slow: CreateImage = () => new Promise((resolve) => setTimeout(resolve, 9_000, CREATED));
    const { result, partials, stop } = create(slow);
    const failure = failureOf(result);
    await vi.advanceTimersByTimeAsync(100);
    stop();
    await vi.advanceTimersByTimeAsync(9_000);
    expect((await failure).summary).toBe("Image is not available yet");
    expect(partials).toMatchObject([{ id: "m-1" }]);
  });
});

test("a creation that the service refuses leaves no state", async () => {
  const { result, partials } = create(() => Promise.reject(refusal("QuotaExceed.Image")));
  expect((await failureOf(result)).summary).toBe("Cannot create the image from instance i-1");
  expect(partials).toEqual([]);
});
