import { status } from "@grpc/grpc-js";
import { encode } from "@msgpack/msgpack";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Random } from "../scripts/lib/random.mjs";
import {
  type CallWithValue,
  emptyCalls,
  objectCalls,
  otherCalls,
  providerCalls,
  storedStateCalls,
} from "./hostile/calls.ts";
import { damaged } from "./hostile/damage.ts";
import { isAlive, peakMemoryMib } from "./hostile/executable.ts";
import { HostileHost, isRefused } from "./hostile/host.ts";
import {
  damagedJson,
  damagedMsgpack,
  longNumber,
  strangeMembers,
  withMember,
} from "./hostile/hostile-values.ts";
import { field } from "./hostile/protobuf.ts";

const MEBIBYTE = 1024 * 1024;
/** Messages of a megabyte become values and texts of several; the executable itself takes about 50 MiB. */
const MOST_MEMORY_MIB = 450;
/** A message of 64 MiB is received, put together and read: some copies of it at a time. */
const MOST_MEMORY_OF_LARGE_MIB = 1200;
const SEED = 20_141_126;
const FUZZED_MESSAGES = 100;

describe.each([
  [6, "alibabacloudstack_image"],
  [5, "alibabacloudstack_image"],
  [6, "alibabacloudstack_image_copy"],
] as const)("a host that speaks protocol %d about %s and sends", (protocol, type) => {
  let host: HostileHost;
  beforeAll(async () => {
    host = await HostileHost.start(protocol, type);
  });
  afterAll(async () => {
    expect(peakMemoryMib(host.process)).toBeLessThan(MOST_MEMORY_MIB);
    await host.close();
  });

  /** Sends a message to each of the calls; names those that neither refused it nor failed. */
  async function accepted(calls: readonly CallWithValue[], value: Buffer): Promise<string[]> {
    const names: string[] = [];
    for (const call of calls) {
      const result = await host.call(call.method, call.build(value, host.valid));
      if (!isRefused(result)) names.push(`${call.method}: ${call.what}`);
    }
    expect(isAlive(host.process)).toBe(true);
    expect(await host.isWell()).toBe(true);
    return names;
  }

  const configurationCalls = () => [...objectCalls(host.names, type), ...providerCalls(host.names)];
  const stateCalls = storedStateCalls(type);

  test.each(damagedMsgpack)("%s in place of an object in msgpack is an error", async (_, value) => {
    expect(await accepted(configurationCalls(), field(1, value))).toEqual([]);
  });

  test.each(damagedJson)("%s in place of an object in JSON is an error", async (_, value) => {
    expect(await accepted(configurationCalls(), field(2, value))).toEqual([]);
    expect(
      await accepted(
        stateCalls.filter(({ method }) => method === "UpgradeResourceState"),
        value,
      ),
    ).toEqual([]);
    // State of another provider is read as far as possible.
    await accepted(stateCalls, value);
  });

  test("a number with 1,000,000 digits in JSON is answered", async () => {
    await accepted(configurationCalls(), field(2, longNumber));
    await accepted(stateCalls, longNumber);
  });

  test.each(strangeMembers)("%s in an object is answered", async (_, member, value) => {
    await accepted(objectCalls(host.names, type), field(1, withMember(host.object, member, value)));
  });

  test("anything as name, ID or private data is answered", async () => {
    for (const [, value] of [...damagedMsgpack, ...damagedJson]) await accepted(otherCalls(type), value);
  });

  test.each([
    [
      "bits flipped, bytes cut off, doubled and added",
      (random: Random, valid: Buffer) => damaged(valid, random),
    ],
    [
      "nothing but chance",
      (random: Random) =>
        Buffer.from(Array.from({ length: random.between(1, 200) }, () => random.between(0, 255))),
    ],
  ])(`messages with %s are answered (seed ${SEED})`, async (_, damage) => {
    const random = new Random(SEED);
    const calls = [...configurationCalls(), ...stateCalls, ...otherCalls(type)];
    for (const call of calls) {
      for (let count = 0; count < FUZZED_MESSAGES; count++) {
        const request = damage(random, call.build(host.valid, host.valid));
        await host.call(call.method, request);
      }
      expect(isAlive(host.process), call.method).toBe(true);
    }
    for (const method of emptyCalls) {
      for (let count = 0; count < 20; count++)
        await host.call(method, damage(random, Buffer.from([0x0a, 0x01, 0x61])));
    }
    expect(await host.isWell()).toBe(true);
  });

  test("calls that do not exist gets the status for it", async () => {
    expect(await host.call("NoSuchCall", Buffer.alloc(0))).toMatchObject({ code: status.UNIMPLEMENTED });
  });
});

describe("a host that sends messages of 64 MiB", () => {
  const size = 64 * MEBIBYTE;
  let host: HostileHost;
  beforeAll(async () => {
    host = await HostileHost.start(6);
  });
  afterAll(() => host.close());

  test.each<[string, () => Buffer]>([
    ["one text", () => field(1, withMember(host.object, "image_name", "a".repeat(size)))],
    ["lists in lists", () => field(1, Buffer.alloc(size, 0x91))],
    ["zeros", () => field(1, Buffer.alloc(size))],
    ["lists in JSON", () => field(2, Buffer.alloc(size, "["))],
  ])("of %s is answered with an error, with bounded memory", async (_, build) => {
    const [validate] = objectCalls(host.names, host.type);
    const value = build();
    expect(isRefused(await host.call(validate?.method ?? "", validate?.build(value, value) ?? value))).toBe(
      true,
    );
    expect(peakMemoryMib(host.process)).toBeLessThan(MOST_MEMORY_OF_LARGE_MIB);
    expect(await host.isWell()).toBe(true);
  });

  test("and one of 256 MiB and a byte, is refused the latter as soon as it begins", async () => {
    const before = peakMemoryMib(host.process);
    const result = await host.call("GetMetadata", Buffer.alloc(256 * MEBIBYTE + 1));
    expect(result).toMatchObject({ code: status.RESOURCE_EXHAUSTED });
    expect(peakMemoryMib(host.process)).toBeLessThan(before + 50);
    expect(await host.isWell()).toBe(true);
  });
});

test("an object that is whole is accepted, so that what is refused above is refused for what it is", async () => {
  const host = await HostileHost.start(6);
  try {
    const validate = objectCalls(host.names, host.type)[0];
    const value = field(1, encode(host.object));
    expect(isRefused(await host.call(validate?.method ?? "", validate?.build(value, value) ?? value))).toBe(
      false,
    );
  } finally {
    await host.close();
  }
});
