import type { Random } from "../../scripts/lib/random.mjs";

/** A damaged message: bits are flipped, and pieces are cut out, doubled or random. */
export function damaged(message: Buffer, random: Random): Buffer {
  let bytes = message;
  for (let times = random.between(1, 4); times > 0; times--) bytes = damagedOnce(bytes, random);
  return bytes;
}

function damagedOnce(bytes: Buffer, random: Random): Buffer {
  if (bytes.length === 0) return randomBytes(random);
  const at = random.between(0, bytes.length - 1);
  const end = Math.min(bytes.length, at + random.between(1, 20));
  const [before, piece, after] = [bytes.subarray(0, at), bytes.subarray(at, end), bytes.subarray(end)];
  switch (random.pick(["flip", "cut off", "cut out", "double", "insert", "largest"])) {
    case "flip":
      return Buffer.concat([before, piece.map((byte) => byte ^ (1 << random.between(0, 7))), after]);
    case "cut off":
      return before;
    case "cut out":
      return Buffer.concat([before, after]);
    case "double":
      return Buffer.concat([before, piece, piece, after]);
    case "insert":
      return Buffer.concat([before, randomBytes(random), after]);
    default:
      return Buffer.concat([before, Buffer.alloc(piece.length, 0xff), after]);
  }
}

function randomBytes(random: Random): Buffer {
  return Buffer.from(Array.from({ length: random.between(1, 20) }, () => random.between(0, 255)));
}
