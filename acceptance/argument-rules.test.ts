import { beforeAll, describe, expect, test } from "vitest";
import { image } from "./support/hcl.ts";
import { DATA_SNAPSHOT, RUNNING_INSTANCE, SYSTEM_SNAPSHOT } from "./support/test-stack.ts";
import { type Finding, findingsOfEach } from "./support/validation.ts";

const source = `snapshot_id = "${SYSTEM_SNAPSHOT}"`;
const name = (value: string) => `${source}\nimage_name = ${JSON.stringify(value)}`;
const description = (value: string) => `${source}\ndescription = ${JSON.stringify(value)}`;
const tags = (...pairs: readonly (readonly [string, string | null])[]) =>
  `${source}\ntags = {\n${pairs.map(([key, value]) => `${JSON.stringify(key)} = ${JSON.stringify(value)}`).join("\n")}\n}`;
const manyTags = (count: number) =>
  tags(...Array.from({ length: count }, (_, index) => [`key-${index}`, "value"] as const));
const mapping = (...bodies: readonly string[]) =>
  bodies.map((body) => `disk_device_mapping {\n${body}\n}`).join("\n");
const disks = (count: number) =>
  mapping(source, ...Array.from({ length: count - 1 }, () => `snapshot_id = "${DATA_SNAPSHOT}"`));
const size = (value: number) => mapping(`${source}\nsize = ${value}`);
const timeouts = (body: string) => `${source}\ntimeouts {\n${body}\n}`;

type Case = readonly [rule: string, body: string];

describe("accepted", () => {
  const cases: readonly Case[] = [
    ["instance_id alone", `instance_id = "${RUNNING_INSTANCE}"`],
    ["snapshot_id alone", source],
    ["disk_device_mapping alone", mapping(source)],
    ["a source that is null beside another", `${source}\ninstance_id = null`],
    ["an image_name of 2 characters", name("ab")],
    ["an image_name of 128 characters", name("a".repeat(128))],
    ["an image_name of 128 Chinese characters", name("镜".repeat(128))],
    ["an image_name of 128 Chinese characters beyond the basic plane", name("\u{20000}".repeat(128))],
    ["an image_name that begins with a capital letter", name("Image")],
    ["an image_name that begins with a Chinese character", name("镜像-1")],
    ["an image_name with digits, colons, underscores, hyphens and periods", name("a0:1_2-3.4")],
    ["an image_name that begins with http but is no address", name("http-server")],
    ["an image_name that contains aliyun", name("my-aliyun")],
    ["a description of 2 characters", description("ab")],
    ["a description of 256 characters", description("d".repeat(256))],
    ["a description of 256 characters beyond the basic plane", description("💾".repeat(256))],
    ["a description that contains an address", description("see https://example.com")],
    ["no tags", `${source}\ntags = {}`],
    ["one tag", manyTags(1)],
    ["20 tags", manyTags(20)],
    ["a tag key of 128 characters", tags(["k".repeat(128), ""])],
    ["a tag value of 128 characters", tags(["key", "v".repeat(128)])],
    ["a tag key that contains aliyun and acs:", tags(["my-aliyun-acs:", "x"])],
    ["a disk of 5 GiB", size(5)],
    ["a disk of 2000 GiB", size(2000)],
    ["17 disks", disks(17)],
    ["force = true", `${source}\nforce = true`],
    ["force = false", `${source}\nforce = false`],
    ["both timeouts", timeouts(`create = "1h30m"\ndelete = "90s"`)],
    ["timeouts with fractions and small units", timeouts(`create = "1.5h"\ndelete = "300ms"`)],
    ["empty timeouts", timeouts("")],
    ["no source at all, since an imported image need not name one", `image_name = "ab"`],
  ];
  let found: readonly (readonly Finding[])[] = [];
  beforeAll(async () => {
    found = await findingsOfEach(cases.map(([, body], index) => image(body, `case-${index}`)));
  });

  test.for(cases.map(([rule], index) => [rule, index] as const))("%s", ([, index]) => {
    expect(found[index]).toEqual([]);
  });
});

describe("refused", () => {
  /** Of a block, Terraform shows the line of an argument, or where the block begins when the argument is not there. */
  const inDisks = /^disk_device_mapping \{$|^snapshot_id = /;
  const invalidName = ["Invalid value for image_name", /^image_name = /] as const;
  const invalidDescription = ["Invalid value for description", /^description = /] as const;
  const conflict = "Conflicting arguments";
  const cases: readonly (readonly [
    rule: string,
    body: string,
    summary: string,
    line: RegExp,
    ...details: RegExp[],
  ])[] = [
    ["an image_name of 1 character", name("a"), ...invalidName, /2 to 128 characters.*"a"/],
    ["an image_name of 129 characters", name("a".repeat(129)), ...invalidName, /2 to 128 characters/],
    ["an empty image_name", name(""), ...invalidName, /2 to 128 characters/],
    [
      "an image_name that begins with http://",
      name("http://image"),
      ...invalidName,
      /not start with "http:\/\/"/,
    ],
    ["an image_name that begins with https://", name("https://image"), ...invalidName, /"https:\/\/"/],
    ["an image_name that begins with aliyun", name("aliyun-1"), ...invalidName, /not start with .*"aliyun"/],
    ["an image_name that begins with acs:", name("acs:1"), ...invalidName, /not start with .*"acs:"/],
    ["an image_name that begins with a digit", name("1image"), ...invalidName, /start with a letter/],
    ["an image_name that begins with an underscore", name("_image"), ...invalidName, /start with a letter/],
    ["an image_name that begins with another script", name("éa"), ...invalidName, /start with a letter/],
    ["an image_name with a space", name("an image"), ...invalidName, /contain only .*"an image"/],
    ["an image_name with a slash", name("an/image"), ...invalidName, /contain only/],
    ["a description of 1 character", description("d"), ...invalidDescription, /2 to 256 characters.*"d"/],
    [
      "a description of 257 characters",
      description("d".repeat(257)),
      ...invalidDescription,
      /2 to 256 characters/,
    ],
    ["an empty description", description(""), ...invalidDescription, /2 to 256 characters/],
    [
      "a description that begins with http://",
      description("http://x"),
      ...invalidDescription,
      /not start with/,
    ],
    [
      "a description that begins with https://",
      description("https://x"),
      ...invalidDescription,
      /not start with/,
    ],
    ["21 tags", manyTags(21), "Too many tags", /^tags = /, /at most 20 tags.*21/],
    ["an empty tag key", tags(["", "x"]), "Invalid tag key", /^"" = "x"$/, /must not be empty/],
    [
      "a tag key of 129 characters",
      tags(["k".repeat(129), "x"]),
      "Invalid tag key",
      /^".*" = /,
      /at most 128.*129/,
    ],
    [
      "a tag value of 129 characters",
      tags(["long", "v".repeat(129)]),
      "Invalid tag value",
      /^".*" = /,
      /"long".*128/,
    ],
    ["a tag key that begins with aliyun", tags(["aliyun1", "x"]), "Invalid tag key", /^".*" = /, /aliyun/],
    ["a tag key that begins with acs:", tags(["acs:1", "x"]), "Invalid tag key", /^".*" = /, /acs:/],
    ["a tag key with http://", tags(["a http://b", "x"]), "Invalid tag key", /^".*" = /, /http:\/\//],
    [
      "a tag value that begins with aliyun",
      tags(["a", "aliyun"]),
      "Invalid tag value",
      /^".*" = /,
      /"a".*aliyun/,
    ],
    ["a tag value that begins with acs:", tags(["a", "acs:b"]), "Invalid tag value", /^".*" = /, /"a".*acs:/],
    ["a tag value with https://", tags(["a", "b https://c"]), "Invalid tag value", /^".*" = /, /https:\/\//],
    ["a tag without value", tags(["a", null]), "Invalid tag value", /^".*" = /, /"a" must not be null/],
    [
      "a disk of 4 GiB",
      size(4),
      "Invalid value for disk_device_mapping[0].size",
      /^size = 4$/,
      /5 and 2000 GiB.*4/,
    ],
    [
      "a disk of 2001 GiB",
      size(2001),
      "Invalid value for disk_device_mapping[0].size",
      /^size = 2001$/,
      /2001/,
    ],
    [
      "a disk of 5.5 GiB",
      size(5.5),
      "Invalid value for disk_device_mapping[0].size",
      /^size = 5.5$/,
      /whole number/,
    ],
    ["18 disks", disks(18), "Too many disk_device_mapping blocks", /^disk_device_mapping/, /17/],
    [
      "disks without any snapshot",
      mapping("size = 5"),
      "No snapshot in disk_device_mapping",
      inDisks,
      /snapshot of a system disk/,
    ],
    [
      "an empty instance_id",
      `instance_id = ""`,
      "Invalid value for instance_id",
      /^instance_id = /,
      /not be empty/,
    ],
    [
      "an empty snapshot_id",
      `snapshot_id = ""`,
      "Invalid value for snapshot_id",
      /^snapshot_id = /,
      /not be empty/,
    ],
    [
      "an empty snapshot_id of a disk",
      mapping(source, `snapshot_id = ""`),
      "Invalid value for disk_device_mapping[1].snapshot_id",
      /^snapshot_id = ""/,
      /not be empty/,
    ],
    [
      "a timeout without unit",
      timeouts(`create = "10"`),
      "Invalid value for timeouts.create",
      /^create = "10"/,
      /30s, 10m or 1h30m/,
    ],
    [
      "a timeout in words",
      timeouts(`delete = "ten minutes"`),
      "Invalid value for timeouts.delete",
      /^delete = /,
      /duration/,
    ],
    [
      "a timeout of nothing",
      timeouts(`create = "0s"`),
      "Invalid value for timeouts.create",
      /^create = /,
      /positive/,
    ],
    [
      "a negative timeout",
      timeouts(`delete = "-1m"`),
      "Invalid value for timeouts.delete",
      /^delete = /,
      /positive/,
    ],
    [
      "a timeout of an operation that has none",
      timeouts(`update = "1m"`),
      "Unsupported argument",
      /^update = /,
      /update/,
    ],
    [
      "an argument that does not exist",
      `${source}\nimage_family = "x"`,
      "Unsupported argument",
      /^image_family = /,
      /image_family/,
    ],
    [
      "a value for a computed attribute",
      `${source}\nstatus = "Available"`,
      "status cannot be set",
      /^status = /,
      /only be read/,
    ],
    [
      "instance_id and snapshot_id",
      `instance_id = "i-1"\n${source}`,
      conflict,
      /^snapshot_id = /,
      /snapshot_id conflicts with instance_id.*Remove one/,
    ],
    [
      "instance_id and disk_device_mapping",
      `instance_id = "i-1"\n${mapping(source)}`,
      conflict,
      inDisks,
      /disk_device_mapping conflicts with instance_id/,
    ],
    [
      "snapshot_id and disk_device_mapping",
      `${source}\n${mapping(source)}`,
      conflict,
      inDisks,
      /disk_device_mapping conflicts with snapshot_id/,
    ],
  ];
  let found: readonly (readonly Finding[])[] = [];
  beforeAll(async () => {
    found = await findingsOfEach(cases.map(([, body], index) => image(body, `case-${index}`)));
  });

  test.for(cases.map((each, index) => [each[0], index] as const))("%s", ([, index]) => {
    const [, , summary, line, ...details] = cases[index] ?? cases[0] ?? [];
    expect(found[index]).not.toEqual([]);
    const [first] = found[index] ?? [];
    expect(first).toMatchObject({ severity: "error", summary, line: expect.stringMatching(line ?? /^$/) });
    for (const detail of details) expect(first?.detail).toMatch(detail);
  });
});
