import { UNKNOWN } from "terraform-plugin";
import { type PlainObject, startProvider, type TestProvider } from "terraform-plugin/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { alibabacloudstack } from "../provider.ts";

let provider: TestProvider;

beforeAll(async () => {
  provider = await startProvider(alibabacloudstack, { config: null });
});
afterAll(() => provider.close());

/** What is wrong with an image that has these arguments, apart from what must be right of it. */
async function errorsOf(given: PlainObject) {
  const config = { instance_id: "i-1", ...given };
  return (await provider.validate("alibabacloudstack_image", config)).diagnostics;
}

async function detailsOf(given: PlainObject): Promise<string[]> {
  return (await errorsOf(given)).map(({ detail }) => detail);
}

const HAN = "\u{20000}"; // A Chinese character outside the Basic Multilingual Plane: two UTF-16 units, one character.

describe("image_name", () => {
  test.each([
    ["2 characters", "ab"],
    ["128 characters", "a".repeat(128)],
    ["128 characters outside the Basic Multilingual Plane", HAN.repeat(128)],
    ["every kind of character after the first", "a:_.-Z9镜"],
    ["a capital first", "Golden"],
    ["a Chinese character first", "镜像-1"],
    ["aliyun inside", "my-aliyun"],
    ["aliyun in capitals", "Aliyun-image"],
    ["acs: inside", "my-acs:image"],
  ])("may have %s", async (_rule, image_name) => {
    expect(await errorsOf({ image_name })).toEqual([]);
  });

  const length = "be 2 to 128 characters long";
  const first = "start with a letter (A-Z, a-z; not é and other accented ones) or a Chinese character";
  const others =
    "contain only letters (A-Z, a-z; not é and other accented ones), Chinese characters, digits, and : _ . -";
  const prefixes = 'not start with "http://" or "https://" or "aliyun" or "acs:"';

  test.each<[string, string[]]>([
    ["a", [length]],
    ["镜", [length]],
    [HAN, [length]],
    ["a".repeat(129), [length]],
    [HAN.repeat(129), [length]],
    ["", [length]],
    ["1ab", [first]],
    ["_ab", [first]],
    ["-ab", [first]],
    [":ab", [first]],
    [".ab", [first]],
    ["élan", [first]],
    ["ab c", [others]],
    ["ab/c", [others]],
    ["ab@c", [others]],
    ["ab,c", [others]],
    ["ab+c", [others]],
    ["abé", [others]],
    ["abж", [others]],
    ["ab😀", [others]],
    ["ab٣", [others]],
    ["ab\n", [others]],
    ["http://a", [prefixes]],
    ["https://a", [prefixes]],
    ["aliyun", [prefixes]],
    ["aliyun_image", [prefixes]],
    ["acs:image", [prefixes]],
  ])("must not be %j", async (image_name, rules) => {
    const details = await detailsOf({ image_name });
    expect(details).toEqual(
      rules.map((rule) => expect.stringContaining(`image_name must ${rule}, but it is "`)),
    );
  });
});

describe("description", () => {
  test.each([
    ["2 characters", "ab"],
    ["256 characters", "x".repeat(256)],
    ["256 characters outside the Basic Multilingual Plane", "😀".repeat(256)],
    ["256 letters whose accents are written apart", "e\u0301".repeat(256)],
    ["a URL that it does not start with", "see http://example.com"],
    ["any characters", "Ж 镜 <>\n\t!"],
    ["http without //", "http: a protocol"],
  ])("may have %s", async (_rule, description) => {
    expect(await errorsOf({ description })).toEqual([]);
  });

  test.each([
    ["nothing", "", "be 2 to 256 characters long"],
    ["1 character", "x", "be 2 to 256 characters long"],
    ["1 character outside the Basic Multilingual Plane", "😀", "be 2 to 256 characters long"],
    ["257 characters", "x".repeat(257), "be 2 to 256 characters long"],
    ["http:// first", "http://x", 'not start with "http://" or "https://"'],
    ["https:// first", "https://x", 'not start with "http://" or "https://"'],
  ])("must not have %s", async (_rule, description, rule) => {
    expect(await detailsOf({ description })).toEqual([
      expect.stringContaining(`description must ${rule}, but it is "`),
    ]);
  });
});

describe("the source", () => {
  test.each(["instance_id", "snapshot_id"])("%s must not be empty", async (name) => {
    const errors = await errorsOf({ instance_id: null, [name]: "" });
    expect(errors).toEqual([
      {
        severity: "error",
        summary: `Invalid value for ${name}`,
        detail: `${name} must not be empty; leave it out, or use null, but it is "".`,
        path: name,
      },
    ]);
  });

  test("may not be known yet", async () => {
    expect(await errorsOf({ instance_id: UNKNOWN })).toEqual([]);
  });
});

describe("disk_device_mapping", () => {
  const errorsOfDisk = (disk: PlainObject) =>
    errorsOf({ instance_id: null, disk_device_mapping: [{ snapshot_id: "s-1", ...disk }] });

  test.each([5, 6, 1999, 2000, null, UNKNOWN])("may have size %s", async (size) => {
    expect(await errorsOfDisk({ size })).toEqual([]);
  });

  test.each([
    [4, "be between 5 and 2000 GiB"],
    [2001, "be between 5 and 2000 GiB"],
    [0, "be between 5 and 2000 GiB"],
    [-40, "be between 5 and 2000 GiB"],
    [40.5, "be a whole number"],
    [5.000001, "be a whole number"],
  ])("must not have size %d", async (size, rule) => {
    expect(await errorsOfDisk({ size })).toEqual([
      {
        severity: "error",
        summary: "Invalid value for disk_device_mapping[0].size",
        detail: `disk_device_mapping[0].size must ${rule}, but it is ${size}.`,
        path: "disk_device_mapping[0].size",
      },
    ]);
  });

  test("must not have an empty snapshot_id", async () => {
    expect(await errorsOfDisk({ snapshot_id: "" })).toMatchObject([
      { path: "disk_device_mapping[0].snapshot_id" },
    ]);
  });
});

describe("timeouts", () => {
  test.each(["30s", "10m", "1h30m", "1.5h", "300ms", UNKNOWN, null])("may be %s", async (create) => {
    expect(await errorsOf({ timeouts: { create, delete: null } })).toEqual([]);
  });

  test.each(["", "10", "m", "10 m", "ten minutes", "10d", "0", "0s", "-10m"])(
    "must not be %j",
    async (text) => {
      expect(await errorsOf({ timeouts: { create: null, delete: text } })).toEqual([
        {
          severity: "error",
          summary: "Invalid value for timeouts.delete",
          detail: `timeouts.delete must be a positive duration such as 30s, 10m or 1h30m (units: ns, us, ms, s, m, h), but it is ${JSON.stringify(text)}.`,
          path: "timeouts.delete",
        },
      ]);
    },
  );
});

test("every argument may be left out but the source, and none be known yet", async () => {
  const unknown = { image_name: UNKNOWN, description: UNKNOWN, tags: UNKNOWN, force: UNKNOWN };
  expect(await errorsOf({})).toEqual([]);
  expect(await errorsOf(unknown)).toEqual([]);
});
