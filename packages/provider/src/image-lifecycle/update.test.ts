import { type Acknowledgement, type EcsClient, EcsError, type Image } from "ecs-client";
import { UNKNOWN } from "terraform-plugin";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { toState } from "../image/model.ts";
import type { ImagePlan, ImageState } from "../image/schema.ts";
import { fakeEcs, inTurn, refusal, reportedImage, unanswered } from "../testing/fake-ecs.ts";
import { useFakeTime, useRealTime } from "../testing/fake-time.ts";
import { plainPolicy, plannedImage, storedImage } from "../testing/images.ts";
import { anOperation, failureOf } from "../testing/operation.ts";
import { updateImage } from "./update.ts";

const DONE = async () => ({ requestId: null });

beforeEach(useFakeTime);
afterEach(useRealTime);

/** An update of an image; every changing call is written down in `calls`. */
function update(
  state: Partial<ImageState>,
  plan: Partial<ImagePlan>,
  calls: Partial<EcsClient> = {},
  policy = plainPolicy,
) {
  const operation = anOperation();
  const written: string[] = [];
  const { modifyImageAttribute = DONE, tagResources = DONE, untagResources = DONE, ...others } = calls;
  const ecs = fakeEcs({
    modifyImageAttribute: ({ imageId, ...changes }, signal) => {
      written.push(`modify ${JSON.stringify(changes)}`);
      return modifyImageAttribute({ imageId, ...changes }, signal);
    },
    tagResources: (target, tags, signal) => {
      written.push(`tag ${tags.map(({ key, value }) => `${key}=${value}`).join(" ")}`);
      return tagResources(target, tags, signal);
    },
    untagResources: (target, keys, signal) => {
      written.push(`untag ${keys.join(" ")}`);
      return untagResources(target, keys, signal);
    },
    describeImage: async () => reportedImage({ imageName: "new", description: "new text" }),
    ...others,
  });
  const stored = storedImage(state);
  const context = operation.updateContext(stored, { ...stored, ...plan });
  const result = updateImage(context, ecs, policy, toState);
  return { ...operation, result, calls: written };
}

describe("a changed name or description", () => {
  test.each<[string, Partial<ImagePlan>, string]>([
    ["the name alone", { image_name: "new" }, 'modify {"imageName":"new"}'],
    ["the description alone", { description: "new text" }, 'modify {"description":"new text"}'],
    [
      "both at once",
      { image_name: "new", description: "new text" },
      'modify {"imageName":"new","description":"new text"}',
    ],
  ])("is sent: %s", async (_what, plan, call) => {
    const { result, calls } = update({}, plan);
    expect(await result).toMatchObject(plan);
    expect(calls).toEqual([call]);
  });

  test.each<[string, Partial<ImagePlan>]>([
    ["left open", { image_name: UNKNOWN, description: UNKNOWN }],
    ["cleared, which the service cannot do", { image_name: null, description: null }],
    ["not changed", {}],
  ])("is not sent when it is %s", async (_what, plan) => {
    const { result, calls } = update({}, plan);
    await result;
    expect(calls).toEqual([]);
  });

  test("is sent again while the image is busy", async () => {
    const modifyImageAttribute = inTurn<Acknowledgement>(refusal("ImageIsCreating"), { requestId: null });
    const { result, calls } = update({}, { image_name: "new" }, { modifyImageAttribute });
    await vi.advanceTimersByTimeAsync(1_000);
    await result;
    expect(calls).toHaveLength(2);
  });
});

describe("changed tags", () => {
  test.each<[string, Record<string, string>, Record<string, string>, string[]]>([
    [
      "what is gone is removed before the rest is set",
      { a: "1", b: "2" },
      { b: "3", c: "4" },
      ["untag a", "tag b=3 c=4"],
    ],
    ["a changed value is only set", { a: "1" }, { a: "2" }, ["tag a=2"]],
    ["all can be removed", { a: "1", b: "2" }, {}, ["untag a b"]],
    ["what is the same is left alone", { a: "1" }, { a: "1" }, []],
  ])("%s", async (_rule, from, to, expected) => {
    const { result, calls } = update({ tags: from }, { tags: to });
    expect(await result).toMatchObject({ tags: to, default_tags: {} });
    expect(calls).toEqual(expected);
  });

  test("are sent for this image, 20 a call", async () => {
    const many = Object.fromEntries(Array.from({ length: 25 }, (_each, index) => [`k${index}`, "v"]));
    const untagResources = vi.fn<EcsClient["untagResources"]>(DONE);
    const { result, calls } = update({ tags: many }, { tags: {} }, { untagResources });
    await result;
    expect(calls.map((call) => call.split(" ").length - 1)).toEqual([20, 5]);
    expect(untagResources.mock.calls[0]?.[0]).toEqual({ resourceType: "image", resourceIds: ["m-1"] });
  });

  test("do not touch the default tags", async () => {
    const policy = { ...plainPolicy, defaults: { env: "prod" } };
    const state = { tags: { a: "1" }, default_tags: { env: "prod" } };
    const { result, calls } = update(state, { tags: { b: "2" } }, {}, policy);
    await result;
    expect(calls).toEqual(["untag a", "tag b=2"]);
  });

  test("do not touch the default tags either when the tags were not known while planning", async () => {
    const policy = { ...plainPolicy, defaults: { env: "prod" } };
    const state = { tags: null, default_tags: { env: "prod" } };
    const { result, calls } = update(state, { tags: { b: "2" }, default_tags: UNKNOWN }, {}, policy);
    expect(await result).toMatchObject({ tags: { b: "2" }, default_tags: { env: "prod" } });
    expect(calls).toEqual(["tag b=2"]);
  });

  test("are sent for default tags that changed, which are not the image's own", async () => {
    const { result, calls, partials } = update(
      { tags: { a: "1" }, default_tags: { env: "prod", team: "x" } },
      { default_tags: { env: "test" } },
    );
    expect(await result).toMatchObject({ tags: { a: "1" }, default_tags: { env: "test" } });
    expect(calls).toEqual(["untag team", "tag env=test"]);
    expect(partials).toEqual([storedImage({ tags: { a: "1" }, default_tags: { env: "test" } })]);
  });

  test("set a default tag where the image's own one is removed", async () => {
    const { result, calls } = update(
      { tags: { env: "mine" } },
      { tags: null, default_tags: { env: "prod" } },
    );
    await result;
    expect(calls).toEqual(["tag env=prod"]);
  });
});

describe("several changes", () => {
  const state = { tags: { a: "1" } };
  const plan = { image_name: "new", tags: { b: "2" } };

  test("are made in order, and the state has each one that was made", async () => {
    const { result, calls, partials } = update(state, plan);
    await result;
    expect(calls).toEqual(['modify {"imageName":"new"}', "untag a", "tag b=2"]);
    expect(partials).toEqual([storedImage({ ...state, image_name: "new" }), storedImage(plan)]);
  });

  test("that fail half-way leave what was done in the state", async () => {
    const error = refusal("SomeCode");
    const { result, partials } = update(state, plan, { untagResources: () => Promise.reject(error) });
    expect(await failureOf(result)).toMatchObject({ summary: "Cannot change the image m-1", cause: error });
    expect(partials).toEqual([storedImage({ ...state, image_name: "new" })]);
  });

  test("that are interrupted say that the rest is open", async () => {
    const { result, stop, partials } = update(state, plan, {
      tagResources: (_target, _tags, signal) => unanswered(signal),
    });
    const failure = failureOf(result);
    await vi.advanceTimersByTimeAsync(0);
    stop();
    expect(await failure).toMatchObject({
      summary: "Image is not changed completely",
      detail:
        "The change of the image m-1 is incomplete, because Terraform was interrupted. The state has the part that succeeded. Apply again to make the rest of the change.",
    });
    expect(partials).toHaveLength(1);
  });

  test("whose time is over before the first are a failure for the user, not a defect", async () => {
    const { result, timeOut, calls } = update({}, plan, {
      modifyImageAttribute: (_request, signal) => unanswered(signal),
    });
    const failure = failureOf(result);
    timeOut();
    expect((await failure).detail).toContain("the timeout of 10m passed");
    expect(calls).toHaveLength(1);
  });
});

describe("after a changed name", () => {
  const stale = reportedImage({ imageName: "golden" });
  const fresh = reportedImage({ imageName: "new", status: "Deprecated" });
  const plan = plannedImage({ ...storedImage(), image_name: "new", status: UNKNOWN });

  test("the image is read until it shows it", async () => {
    const describeImage = vi.fn(inTurn(stale, null, fresh));
    const { result } = update({}, plan, { describeImage });
    await vi.advanceTimersByTimeAsync(2_000);
    expect(await result).toEqual(storedImage({ image_name: "new", status: "Deprecated" }));
    expect(describeImage).toHaveBeenCalledTimes(3);
  });

  test("a service that goes on showing the old one for 15 s is no failure", async () => {
    const { result } = update({}, plan, { describeImage: async () => stale });
    await vi.advanceTimersByTimeAsync(15_000);
    expect(await result).toEqual(storedImage({ image_name: "new" }));
  });

  test("an outage of the service is outlasted", async () => {
    const outage = new EcsError({ kind: "network", reason: "the connection broke" });
    const { result } = update({}, plan, { describeImage: inTurn<Image | null>(outage, outage, fresh) });
    await vi.advanceTimersByTimeAsync(5_000);
    expect(await result).toEqual(storedImage({ image_name: "new", status: "Deprecated" }));
  });

  test("a service that refuses to report the image is no failure", async () => {
    const { result } = update({}, plan, { describeImage: () => Promise.reject(refusal("SomeCode")) });
    expect(await result).toEqual(storedImage({ image_name: "new", status: null }));
  });

  test("an interrupt ends the reading; the change is done", async () => {
    const { result, stop } = update({}, plan, { describeImage: async () => stale });
    await vi.advanceTimersByTimeAsync(100);
    stop();
    expect(await result).toEqual(storedImage({ image_name: "new" }));
  });
});
