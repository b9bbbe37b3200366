import { isDeepStrictEqual } from "node:util";
import type { EcsClient } from "ecs-client";
import { UNKNOWN } from "terraform-plugin";
import type { PlainObject, TestProvider } from "terraform-plugin/testing";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { fakeClient, HOME } from "../testing/fake-client.ts";
import { instancePage, lostAnswer, refusal, reportedImage } from "../testing/fake-ecs.ts";
import { ABROAD, storedImageCopy } from "../testing/image-copies.ts";
import { plainPolicy } from "../testing/images.ts";
import { type OneResource, startOneResource } from "../testing/one-resource.ts";
import { imageCopyResource } from "./resource.ts";

const COPY = "alibabacloudstack_image_copy";

/** The least that a configuration says. */
const config = { source_image_id: "m-source", destination_region_id: ABROAD };

/** What an import that found the copy leaves: nothing of what it was made with. */
const imported = { ...storedImageCopy(), source_image_id: null };

let running: TestProvider;
let serve: OneResource["serve"];

beforeAll(async () => {
  ({ running, serve } = await startOneResource(imageCopyResource));
});
afterAll(() => running.close());

/** The provider with this resource alone; the services of both regions with the given calls. */
async function start(home: Partial<EcsClient> = {}, abroad: Partial<EcsClient> = {}): Promise<TestProvider> {
  await serve(fakeClient(home, plainPolicy, { [ABROAD]: abroad }));
  return running;
}

/** Plans a change of what is stored, and says whether that is nothing, a change in place or a replacement. */
async function outcome(prior: PlainObject, changes: PlainObject) {
  await start();
  const { planned, requiresReplace, diagnostics } = await running.plan(COPY, {
    prior,
    config: { ...config, ...changes },
  });
  expect(diagnostics).toEqual([]);
  if (requiresReplace.length > 0) return requiresReplace;
  return isDeepStrictEqual(planned, prior) ? "nothing" : "in place";
}

describe("arguments", () => {
  const errorsOf = async (given: PlainObject) =>
    (await (await start()).validate(COPY, { ...config, ...given })).diagnostics;

  test.each<[string, PlainObject]>([
    ["the least", {}],
    ["encryption", { encrypted: true }],
    ["encryption with a key", { encrypted: true, kms_key_id: "key-1" }],
    ["a key, and encryption that is not known yet", { encrypted: UNKNOWN, kms_key_id: "key-1" }],
    ["a key that is not known yet", { kms_key_id: UNKNOWN }],
    [
      "a source and a region that are not known yet",
      { source_image_id: UNKNOWN, destination_region_id: UNKNOWN },
    ],
  ])("may be %s", async (_what, given) => {
    expect(await errorsOf(given)).toEqual([]);
  });

  test.each<[PlainObject, string, RegExp]>([
    [{ kms_key_id: "key-1" }, "kms_key_id", /set encrypted = true, or remove kms_key_id/],
    [{ kms_key_id: "key-1", encrypted: false }, "kms_key_id", /set encrypted = true/],
    [{ encrypted: true, kms_key_id: "" }, "kms_key_id", /must not be empty/],
    [{ source_image_id: "" }, "source_image_id", /must not be empty/],
    [{ destination_region_id: "" }, "destination_region_id", /must not be empty/],
    [{ image_name: "1" }, "image_name", /2 to 128 characters/],
  ])("%j is an error at the argument", async (given, attribute, detail) => {
    const errors = await errorsOf(given);
    expect(errors[0]?.detail).toMatch(detail);
    for (const error of errors) expect(error.path).toBe(attribute);
  });
});

describe("a stored copy", () => {
  test.each<[string, PlainObject, PlainObject]>([
    ["is what is configured", storedImageCopy(), {}],
    ["is not encrypted, as configured", storedImageCopy({ encrypted: false }), { encrypted: false }],
    ["is said to be not encrypted, and nothing is configured", storedImageCopy({ encrypted: false }), {}],
    ["is encrypted, and nothing is configured", storedImageCopy({ encrypted: true }), {}],
  ])("stays as it is when it %s", async (_rule, prior, changes) => {
    expect(await outcome(prior, changes)).toBe("nothing");
  });

  test.each<[PlainObject]>([
    [{ image_name: "new" }],
    [{ description: "new text" }],
    [{ tags: { a: "1" } }],
    [{ force: true }],
    // A plan has to repeat what is configured, although the service takes none and false as the same.
    [{ force: false }],
    [{ tags: {} }],
    [{ encrypted: false }],
    [{ timeouts: {} }],
    [{ timeouts: { create: "2h" } }],
  ])("changes in place: %j", async (changes) => {
    expect(await outcome(storedImageCopy(), changes)).toBe("in place");
  });

  test.each<[PlainObject, PlainObject, string]>([
    [{}, { source_image_id: "m-other" }, "source_image_id"],
    [{}, { source_image_id: UNKNOWN }, "source_image_id"],
    [{}, { destination_region_id: HOME }, "destination_region_id"],
    [{}, { encrypted: true }, "encrypted"],
    [{ encrypted: false }, { encrypted: true }, "encrypted"],
    [{ encrypted: true }, { encrypted: false }, "encrypted"],
    [{ encrypted: true, kms_key_id: "key-1" }, { encrypted: true, kms_key_id: "key-2" }, "kms_key_id"],
    [{ encrypted: true, kms_key_id: "key-1" }, { encrypted: true }, "kms_key_id"],
  ])("with %j is replaced by %j", async (stored, changes, path) => {
    expect(await outcome({ ...storedImageCopy(), ...stored }, changes)).toEqual([path]);
  });
});

describe("an imported copy", () => {
  test("adopts the configured source in place, since the service never reports it", async () => {
    const { planned, requiresReplace } = await (await start()).plan(COPY, { prior: imported, config });
    expect(planned).toEqual({ ...imported, source_image_id: "m-source" });
    expect(requiresReplace).toEqual([]);
  });

  test("adopts the configured key in place", async () => {
    const prior = { ...imported, encrypted: true };
    expect(await outcome(prior, { encrypted: true, kms_key_id: "key-1" })).toBe("in place");
  });

  test("calls nothing for an adoption, and is replaced by a change from then on", async () => {
    await start();
    const adopted = await running.apply(COPY, { prior: imported, config });
    expect([adopted.state, adopted.diagnostics]).toEqual([storedImageCopy(), []]);
    const { state: prior, private: priorPrivate } = adopted;
    const replacedBy = async (changes: PlainObject) =>
      (await running.plan(COPY, { prior, config: { ...config, ...changes }, private: priorPrivate }))
        .requiresReplace;
    expect(await replacedBy({})).toEqual([]);
    expect(await replacedBy({ source_image_id: "m-other" })).toEqual(["source_image_id"]);
    expect(await replacedBy({ encrypted: true, kms_key_id: "key-1" })).toEqual(["encrypted", "kms_key_id"]);
  });

  test("has what it adopted in the state when the rest of the change fails", async () => {
    await start({}, { modifyImageAttribute: () => Promise.reject(refusal("Forbidden.RAM")) });
    const change = { ...config, image_name: "new", encrypted: true, kms_key_id: "key-1" };
    const prior = { ...imported, encrypted: true };
    const failed = await running.apply(COPY, { prior, config: change });
    expect(failed.diagnostics).toMatchObject([{ summary: "Cannot change the image m-1" }]);
    expect(failed.state).toMatchObject({ source_image_id: "m-source", kms_key_id: "key-1" });
    const next = await running.plan(COPY, { prior: failed.state, config: change, private: failed.private });
    expect(next.requiresReplace).toEqual([]);
  });

  test("is replaced by a configuration with another region, which is known", async () => {
    expect(await outcome(imported, { destination_region_id: HOME })).toEqual(["destination_region_id"]);
  });
});

describe("making a copy", () => {
  test("requests it in the region of the provider and checks it in its own region", async () => {
    const copyImage = vi.fn<EcsClient["copyImage"]>(async () => ({ imageId: "m-1", requestId: null }));
    await start({ copyImage }, { describeImage: async () => reportedImage() });
    const { state, diagnostics } = await running.apply(COPY, { config });
    expect(diagnostics).toEqual([]);
    expect(state).toEqual(storedImageCopy());
    expect(copyImage).toHaveBeenCalledOnce();
    expect(copyImage.mock.calls[0]?.[0]).toMatchObject({
      sourceImageId: "m-source",
      destinationRegionId: ABROAD,
    });
  });

  test("that fails is an error with the call that made it, and the copy stays in the state", async () => {
    await start(
      { copyImage: async () => ({ imageId: "m-1", requestId: "REQUEST-0" }) },
      { describeImage: async () => reportedImage({ status: "CreateFailed", progress: "42%" }) },
    );
    const { state, diagnostics } = await running.apply(COPY, { config });
    expect(state).toMatchObject({ id: "m-1", destination_region_id: ABROAD, status: "CreateFailed" });
    expect(diagnostics[0]?.detail).toContain("m-1 (CopyImage, request ID REQUEST-0)");
  });

  test("whose name is taken names the image that has it in the region of the copy, and how to import it", async () => {
    await start(
      { copyImage: () => Promise.reject(refusal("InvalidImageName.Duplicated")) },
      { describeImageByName: async () => reportedImage({ imageId: "m-7" }) },
    );
    const { diagnostics } = await running.apply(COPY, { config: { ...config, image_name: "golden" } });
    expect(diagnostics).toMatchObject([
      {
        summary: `Cannot copy the image m-source to region ${ABROAD}: the name is taken`,
        detail: expect.stringContaining(`terraform import <address of the resource> ${ABROAD}:m-7.`),
      },
    ]);
  });

  test("whose answer is lost for good says how to take it over", async () => {
    const lost = lostAnswer();
    await start({ copyImage: () => Promise.reject(lost) }, { describeImageByName: async () => null });
    const { diagnostics } = await running.apply(COPY, { config: { ...config, image_name: "golden" } });
    expect(diagnostics).toMatchObject([
      {
        summary: "The image may have been created",
        detail: expect.stringContaining(`"terraform import <address of the resource> ${ABROAD}:<image ID>"`),
      },
    ]);
  });

  test.each([
    ["IncorrectImageStatus", "while it is Available only: check the status of m-source"],
    ["InvalidImageId.NotFound", `Check source_image_id: there is no image m-source in region ${HOME}`],
    ["DestinationRegion.NotFound", `Check destination_region_id: the cloud has no region ${ABROAD}`],
    ["InvalidRegionId.NotFound", `Check destination_region_id: the cloud has no region ${ABROAD}`],
  ])("that is refused with %s says what to check", async (code, advice) => {
    await start({ copyImage: () => Promise.reject(refusal(code, { action: "CopyImage" })) });
    const { state, diagnostics } = await running.apply(COPY, { config });
    expect(state).toBeNull();
    expect(diagnostics).toMatchObject([
      {
        summary: `Cannot copy the image m-source to region ${ABROAD}`,
        detail: expect.stringContaining(advice),
      },
    ]);
  });

  test("without a key is remembered: a key that is configured later replaces the copy", async () => {
    await start(
      { copyImage: async () => ({ imageId: "m-1", requestId: null }) },
      { describeImage: async () => reportedImage() },
    );
    const encrypted = { ...config, encrypted: true };
    const made = await running.apply(COPY, { config: encrypted });
    const { requiresReplace } = await running.plan(COPY, {
      prior: made.state,
      config: { ...encrypted, kms_key_id: "key-1" },
      private: made.private,
    });
    expect(requiresReplace).toEqual(["kms_key_id"]);
  });
});

test("a copy is read, changed and deleted in its region", async () => {
  const abroad = {
    describeImage: vi.fn<EcsClient["describeImage"]>(async () => reportedImage({ imageName: "new" })),
    modifyImageAttribute: vi.fn<EcsClient["modifyImageAttribute"]>(async () => ({ requestId: null })),
    describeInstances: vi.fn<EcsClient["describeInstances"]>(async () => instancePage([])),
    deleteImage: vi.fn<EcsClient["deleteImage"]>(async () => ({ existed: false, requestId: null })),
  };
  await start({}, abroad);
  const renamed = storedImageCopy({ image_name: "new" });
  expect((await running.read(COPY, storedImageCopy())).state).toEqual(renamed);
  const changed = await running.apply(COPY, {
    prior: storedImageCopy(),
    config: { ...config, image_name: "new" },
  });
  expect([changed.state, changed.diagnostics]).toEqual([renamed, []]);
  const destroyed = await running.destroy(COPY, renamed);
  expect([destroyed.state, destroyed.diagnostics]).toEqual([null, []]);
  for (const call of Object.values(abroad)) expect(call).toHaveBeenCalled();
});

describe("an import", () => {
  test.each([
    [`${ABROAD}:m-1`, ABROAD],
    [` ${ABROAD}:m-1\n`, ABROAD],
    ["m-1", HOME],
  ])("takes %j", async (id, region) => {
    const copy = { describeImage: async () => reportedImage({ isCopied: true }) };
    const { state, diagnostics } = await (await start(copy, copy)).import(COPY, id);
    expect(diagnostics).toEqual([]);
    expect(state).toMatchObject({ id: "m-1", destination_region_id: region, source_image_id: null });
  });

  test.each(["", "m-1 m-2", ":m-1", `${ABROAD}:`, "a:b:c"])("refuses %j", async (id) => {
    const { diagnostics } = await (await start()).import(COPY, id);
    expect(diagnostics).toMatchObject([
      {
        severity: "error",
        summary: "Invalid import ID",
        detail: expect.stringContaining(JSON.stringify(id)),
      },
    ]);
  });
});

describe("an image that the service says is no copy", () => {
  const original = { describeImage: async () => reportedImage({ isCopied: false }) };

  test("cannot be imported as a copy, whose destroy would delete it", async () => {
    const { diagnostics } = await (await start(original)).import(COPY, "m-1");
    expect(diagnostics).toMatchObject([
      {
        summary: "Image is not a copy",
        detail: expect.stringContaining("Import it as alibabacloudstack_image."),
      },
    ]);
  });

  test("is refused when it is in the state as one, and stays there", async () => {
    const { state, diagnostics } = await (await start({}, original)).read(COPY, imported);
    expect(diagnostics).toMatchObject([{ summary: "Image is not a copy" }]);
    expect(state).toEqual(imported);
  });

  test("is taken for a copy by releases that do not report it", async () => {
    const untold = { describeImage: async () => reportedImage({ isCopied: null }) };
    const { diagnostics } = await (await start(untold)).import(COPY, "m-1");
    expect(diagnostics).toEqual([]);
  });

  test("is taken for a copy when it was made here", async () => {
    await start(
      { copyImage: async () => ({ imageId: "m-1", requestId: null }) },
      { describeImage: async () => reportedImage({ isCopied: false }) },
    );
    const made = await running.apply(COPY, { config });
    const { diagnostics } = await running.read(COPY, made.state ?? {}, made.private);
    expect(diagnostics).toEqual([]);
  });
});

test("a copy whose region is not stored is looked for in the region of the provider, which is stored then", async () => {
  const describeImage = vi.fn<EcsClient["describeImage"]>(async () => reportedImage());
  await start({ describeImage });
  const { state } = await running.read(COPY, { ...imported, destination_region_id: null });
  expect(describeImage).toHaveBeenCalledOnce();
  expect(state).toMatchObject({ destination_region_id: HOME });
});
