import { ExtData, encode } from "@msgpack/msgpack";

type Named = readonly (readonly [name: string, value: Buffer])[];

const repeated = (bytes: readonly number[], times: number) =>
  Buffer.concat(Array.from({ length: times }, () => Buffer.from(bytes)));
const packed = (value: unknown) => Buffer.from(encode(value, { useBigInt64: true }));

/** Bytes that are no object in msgpack. Source: the msgpack specification. */
export const damagedMsgpack: Named = [
  ["the byte that msgpack never uses", Buffer.from([0xc1])],
  ["a list that claims 4,294,967,295 elements", Buffer.from([0xdd, 0xff, 0xff, 0xff, 0xff])],
  ["a map that claims 4,294,967,295 members", Buffer.from([0xdf, 0xff, 0xff, 0xff, 0xff])],
  ["a text that claims 4 GiB", Buffer.from([0xdb, 0xff, 0xff, 0xff, 0xff, 0x61])],
  ["bytes that claim 4 GiB", Buffer.from([0xc6, 0xff, 0xff, 0xff, 0xff])],
  ["an extension that claims 4 GiB", Buffer.from([0xc9, 0xff, 0xff, 0xff, 0xff, 0x00])],
  ["lists 1,000,000 deep", Buffer.alloc(1_000_000, 0x91)],
  ["maps 100,000 deep", repeated([0x81, 0xa1, 0x61], 100_000)],
  ["a number", Buffer.from([0x2a])],
  ["a text", packed("image")],
  ["a list", packed([1, 2, 3])],
  ["true", Buffer.from([0xc3])],
  ["no members", Buffer.from([0x80])],
  ["a key that is no text", Buffer.from([0x81, 0x01, 0x01])],
];

/** Bytes that are no object in JSON. */
export const damagedJson: Named = [
  ["nothing that is JSON", Buffer.from("{")],
  ["bytes that are no UTF-8", Buffer.from([0x22, 0xff, 0xfe, 0x22])],
  ["lists 1,000,000 deep", Buffer.alloc(1_000_000, "[")],
  ["objects 100,000 deep", Buffer.from('{"a":'.repeat(100_000))],
  ["a number", Buffer.from("42")],
  ["a text", Buffer.from('"image"')],
  ["a list", Buffer.from("[1,2,3]")],
  ["a number with a huge exponent", Buffer.from('{"size":1e999999999}')],
  ["a member of the wrong type", Buffer.from('{"tags":[[[]]],"size":{"a":{}}}')],
];

/** JSON of an object, all of whose members but one are left out. */
export const longNumber = Buffer.from(`{"size":${"9".repeat(1_000_000)}}`);

/** Members that an image cannot have, by their name. */
export const strangeMembers: readonly (readonly [what: string, member: string, value: unknown])[] = [
  ["a size that is no number", "size", "many"],
  ["a size with a huge exponent", "size", "1e999999999"],
  ["a size with a huge negative exponent", "size", "1e-999999999"],
  ["a size with 1,000,000 digits", "size", "9".repeat(1_000_000)],
  ["a size that is not a number", "size", Number.NaN],
  ["an infinite size", "size", Number.POSITIVE_INFINITY],
  ["the largest size of 64 bits", "size", 2n ** 64n - 1n],
  ["the smallest size of 64 bits", "size", -(2n ** 63n)],
  ["a name that is a list", "image_name", ["a"]],
  ["a name of 1,000,000 letters", "image_name", "a".repeat(1_000_000)],
  ["an extension that is damaged", "image_name", new ExtData(12, Buffer.from([0xc1, 0xff]))],
  ["an extension of 1,000,000 bytes", "image_name", new ExtData(12, Buffer.alloc(1_000_000))],
  ["an extension that nobody knows", "image_name", new ExtData(77, Buffer.from([1, 2, 3]))],
  ["tags that are a list", "tags", [1]],
  ["tags that are objects", "tags", { a: { b: {} } }],
  [
    "100,000 tags",
    "tags",
    Object.fromEntries(Array.from({ length: 100_000 }, (_, index) => [`k${index}`, "v"])),
  ],
  ["blocks that are numbers", "disk_device_mapping", [1, 2]],
  [
    "100,000 blocks",
    "disk_device_mapping",
    Array.from({ length: 100_000 }, () => ({ size: 5, snapshot_id: "s" })),
  ],
  ["a timeout that never ends", "timeouts", { create: `${"9".repeat(400)}h`, delete: "-1s" }],
  ["a member that nobody knows", "nobody_knows", "x"],
  ["a member named __proto__", "__proto__", { id: "m-1" }],
];

/** An object with one member replaced, in msgpack. */
export function withMember(object: Readonly<Record<string, unknown>>, name: string, value: unknown): Buffer {
  const entries = [...Object.entries(object).filter(([each]) => each !== name), [name, value] as const];
  // Object.fromEntries makes __proto__ a member of its own.
  return packed(Object.fromEntries(entries));
}
