import { type CreatedImage, type CreateImageRequest, type EcsClient, EcsError } from "ecs-client";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createImageRequest } from "../image/request.ts";
import { fakeEcs, lostAnswer, refusal, reportedImage, unanswered } from "../testing/fake-ecs.ts";
import { useFakeTime, useRealTime } from "../testing/fake-time.ts";
import { anOperation, failureOf } from "../testing/operation.ts";
import { requestImage } from "./request.ts";

type CreateImage = EcsClient["createImage"];

const REQUEST: CreateImageRequest = { clientToken: "token-1", instanceId: "i-1", imageName: "golden" };
const CREATED: CreatedImage = { imageId: "m-1", requestId: null };

const answered: CreateImage = async () => CREATED;
const lost: CreateImage = () => Promise.reject(lostAnswer());
const hanging: CreateImage = (_request, signal) => unanswered(signal, { ambiguous: true });
const refused =
  (error: EcsError): CreateImage =>
  () =>
    Promise.reject(error);

beforeEach(useFakeTime);
afterEach(useRealTime);

/** Requests an image from a service that answers the first CreateImage with `first` and all others with `then`. */
function request(
  first: CreateImage,
  then: CreateImage = first,
  { request = REQUEST, ...calls }: Partial<EcsClient> & { request?: CreateImageRequest } = {},
) {
  const operation = anOperation();
  const createCall = vi.fn<CreateImage>(then).mockImplementationOnce(first);
  const result = requestImage(
    createImageRequest(request, fakeEcs({ createImage: createCall, ...calls }), "cn-home"),
    operation.signal,
  );
  /** How often the service was asked, provided it was the same request each time. */
  const requests = () => createCall.mock.calls.filter(([sent]) => sent === request).length;
  return { ...operation, result, requests };
}

describe("requesting an image", () => {
  test("gives its ID", async () => {
    const { result, requests } = request(answered);
    expect(await result).toEqual({ ...CREATED, action: "CreateImage" });
    expect(requests()).toBe(1);
  });

  test("goes on while the source is busy", async () => {
    const { result, requests } = request(refused(refusal("IncorrectDiskStatus.CreatingSnapshot")), answered);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(await result).toEqual({ ...CREATED, action: "CreateImage" });
    expect(requests()).toBe(2);
  });

  test("leaves nothing to wait for", async () => {
    const { result, stop } = request(answered);
    await result;
    stop();
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe("a request that is refused", () => {
  test("fails with the service's reason", async () => {
    const error = refusal("OperationDenied");
    const { result, requests } = request(refused(error));
    expect(await failureOf(result)).toMatchObject({
      summary: "Cannot create the image from instance i-1",
      detail: "the service says OperationDenied (code OperationDenied, HTTP 403, request ID REQUEST-1).",
      cause: error,
    });
    expect(requests()).toBe(1);
  });

  test("until the time is over, because its source is busy, fails with the refusal and the timeout", async () => {
    const { result, timeOut } = request(refused(refusal("IncorrectDiskStatus.CreatingSnapshot")));
    const failure = failureOf(result);
    await vi.advanceTimersByTimeAsync(60_000);
    timeOut();
    expect(await failure).toMatchObject({
      summary: "Cannot create the image from instance i-1: the timeout of 10m passed",
      detail: expect.stringContaining("IncorrectDiskStatus.CreatingSnapshot"),
    });
  });

  test("by a defect of the provider is reported as a defect", async () => {
    const defect = new TypeError("x is not a function");
    await expect(request(() => Promise.reject(defect)).result).rejects.toBe(defect);
  });
});

describe("a name that is taken", () => {
  const taken = refusal("InvalidImageName.Duplicated");

  test.each<[string, CreateImage]>([
    ["at once", refused(taken)],
    ["when the request is made again after a lost answer", lost],
  ])("(%s) is explained by the image that has it, and how to take that over", async (_when, first) => {
    const describeImageByName = vi.fn(async () => reportedImage({ imageId: "m-7", status: "Creating" }));
    const { result } = request(first, refused(taken), { describeImageByName });
    expect(await failureOf(result)).toMatchObject({
      summary: "Cannot create the image from instance i-1: the name is taken",
      detail: expect.stringMatching(
        /InvalidImageName\.Duplicated.* The name belongs to the image m-7 \(status Creating, created 2026-01-02T03:04:05Z\)\.\n.*terraform import <address of the resource> m-7\. .*terraform state mv .*create_before_destroy.*terraform untaint.* Otherwise choose another image_name\.$/s,
      ),
      cause: taken,
    });
    expect(describeImageByName).toHaveBeenCalledWith("golden", expect.any(AbortSignal));
  });

  test("by an image whose creation failed: the error says how to replace it as well", async () => {
    const describeImageByName = async () => reportedImage({ imageId: "m-7", status: "CreateFailed" });
    expect(await failureOf(request(refused(taken), undefined, { describeImageByName }).result)).toMatchObject(
      {
        detail: expect.stringMatching(
          /terraform import .* m-7\. Its creation failed: .*terraform apply -replace=/,
        ),
      },
    );
  });

  test.each<[string, EcsClient["describeImageByName"]]>([
    ["does not show", async () => null],
    ["refuses to show", () => Promise.reject(refusal("Forbidden.RAM"))],
  ])("by an image that the service %s has the usual advice", async (_what, describeImageByName) => {
    expect(await failureOf(request(refused(taken), undefined, { describeImageByName }).result)).toMatchObject(
      {
        summary: "Cannot create the image from instance i-1",
        detail: expect.stringContaining("choose another image_name, or import the image that has it"),
      },
    );
  });
});

describe("a lost answer", () => {
  test.each<[string, EcsError]>([
    ["a broken connection", lostAnswer()],
    [
      "an interrupted repetition of one",
      new EcsError({ kind: "aborted", reason: "it was cancelled", lastError: lostAnswer() }),
    ],
  ])("(%s) is followed by the same request, and the image is not lost", async (_what, error) => {
    const { result, requests } = request(refused(error), answered);
    expect(await result).toEqual({ ...CREATED, action: "CreateImage" });
    expect(requests()).toBe(2);
  });

  test.each<[string, CreateImage]>([
    ["gets lost as well", lost],
    ["does not come within 10 s", (_request, signal) => unanswered(signal)],
    ["leaves it open", refused(refusal("IdempotentProcessing", { retryable: true }))],
  ])(
    "whose repetition %s: the error says where to look and how to take the image over",
    async (_what, again) => {
      const failure = failureOf(request(lost, again).result);
      await vi.advanceTimersByTimeAsync(10_000);
      expect(await failure).toMatchObject({
        summary: "The image may have been created",
        detail: expect.stringMatching(
          /^The request to create the image "golden" was sent, but no response arrived, not even when the request was repeated: .*the connection broke.* Look for the image in the console .*"terraform import <address of the resource> <image ID>", or delete it/,
        ),
      });
    },
  );

  test("that is a failure of the service, and so is its repetition: the error does not speak of a lost response", async () => {
    const broken = refused(
      refusal("InternalError", { httpStatus: 500, retryable: true, mayHaveTakenEffect: true }),
    );
    expect(await failureOf(request(broken, broken).result)).toMatchObject({
      summary: "The image may have been created",
      detail: expect.stringMatching(
        /^The service did not say whether it created the image "golden", not even when the request was repeated: /,
      ),
    });
  });

  test("whose repetition gets lost as well: the error names the image that has the name", async () => {
    const describeImageByName = vi.fn(async () => reportedImage({ imageId: "m-7", status: "Creating" }));
    const { result } = request(lost, lost, { describeImageByName });
    expect(await failureOf(result)).toMatchObject({
      summary: "The image may have been created",
      detail: expect.stringMatching(
        /The name belongs to the image m-7 \(status Creating, created 2026-01-02T03:04:05Z\): import it with "terraform import <address of the resource> m-7", or delete it/,
      ),
    });
    expect(describeImageByName).toHaveBeenCalledWith("golden", expect.any(AbortSignal));
  });

  test("whose repetition is refused: no image was made, and the error is the refusal", async () => {
    const error = refusal("InvalidInstanceId.NotFound");
    expect(await failureOf(request(lost, refused(error)).result)).toMatchObject({
      summary: "Cannot create the image from instance i-1",
      cause: error,
    });
  });

  test("of an image without a name quotes none", async () => {
    const nameless = { clientToken: "token-1", instanceId: "i-1" };
    const { detail } = await failureOf(request(lost, lost, { request: nameless }).result);
    expect(detail).toContain("The request to create an image was sent");
  });
});

describe("an interrupt", () => {
  test("before the request keeps it from being sent", async () => {
    const operation = anOperation();
    operation.stop();
    expect(
      await failureOf(requestImage(createImageRequest(REQUEST, fakeEcs({}), "cn-home"), operation.signal)),
    ).toMatchObject({
      summary: "The image was not created",
      detail:
        'The service had not accepted the request to create the image "golden" when Terraform was interrupted. Apply again to create it.',
    });
  });

  test("during the request lets it go on for 10 s, to learn the ID", async () => {
    const { result, stop, requests } = request(
      () => new Promise((resolve) => setTimeout(resolve, 9_000, CREATED)),
    );
    await vi.advanceTimersByTimeAsync(100);
    stop();
    await vi.advanceTimersByTimeAsync(9_000);
    expect(await result).toEqual({ ...CREATED, action: "CreateImage" });
    expect(requests()).toBe(1);
  });

  test("during a request without a response within 10 s repeats it once", async () => {
    const { result, stop, requests } = request(hanging, answered);
    await vi.advanceTimersByTimeAsync(100);
    stop();
    await vi.advanceTimersByTimeAsync(9_999);
    expect(requests()).toBe(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(requests()).toBe(2);
    expect(await result).toEqual({ ...CREATED, action: "CreateImage" });
  });

  test("while the source is busy ends at once", async () => {
    const { result, stop } = request(refused(refusal("IncorrectDiskStatus.CreatingSnapshot")));
    const failure = failureOf(result);
    await vi.advanceTimersByTimeAsync(100);
    stop();
    expect((await failure).summary).toBe(
      "Cannot create the image from instance i-1: Terraform was interrupted",
    );
  });
});

describe("a timeout", () => {
  test("during the request ends it at once, and repeats it once", async () => {
    const { result, timeOut, requests } = request(hanging, answered);
    await vi.advanceTimersByTimeAsync(100);
    timeOut();
    expect(await result).toEqual({ ...CREATED, action: "CreateImage" });
    expect(requests()).toBe(2);
  });

  test("while the service refuses every attempt says how the last one was refused", async () => {
    const throttled = refusal("Throttling.User", { kind: "throttled", retryable: true });
    const { result, timeOut } = request((_request, signal) => unanswered(signal, { lastError: throttled }));
    const failure = failureOf(result);
    timeOut();
    expect(await failure).toMatchObject({
      summary: "The image was not created",
      detail: expect.stringMatching(
        /when the timeout of 10m passed\. The last attempt failed: .*code Throttling\.User, HTTP 403, request ID REQUEST-1\)\. Apply again/,
      ),
    });
  });

  test("before anything was sent says so", async () => {
    const { result, timeOut } = request((_request, signal) => unanswered(signal));
    const failure = failureOf(result);
    timeOut();
    expect(await failure).toMatchObject({
      summary: "The image was not created",
      detail: expect.stringContaining("when the timeout of 10m passed"),
    });
  });
});
