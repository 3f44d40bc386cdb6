import type { Random } from './random.ts';

const INTERESTING = [0, 1, 9, 10, 13, 32, 34, 44, 45, 91, 92, 93, 123, 125, 127, 128, 192, 254, 255];

type Mutation = (bytes: Buffer, random: Random) => Buffer;

/** Ways in which bytes go wrong on their way, or are made to. */
const MUTATIONS: readonly Mutation[] = [
  (bytes, random) => bytes.subarray(0, random.below(bytes.length + 1)),
  (bytes, random) => bytes.subarray(random.below(bytes.length + 1)),
  (bytes, random) => overwrite(bytes, random.below(bytes.length), random.below(256)),
  (bytes, random) => overwrite(bytes, random.below(bytes.length), random.pick(INTERESTING)),
  (bytes, random) => overwrite(bytes, random.below(Math.min(8, bytes.length)), random.pick(INTERESTING)),
  (bytes, random) => {
    const at = random.below(bytes.length);
    return overwrite(bytes, at, bytes[at]! ^ (1 << random.below(8)));
  },
  (bytes, random) => {
    const at = random.below(bytes.length + 1);
    return Buffer.concat([bytes.subarray(0, at), random.bytes(random.below(16)), bytes.subarray(at)]);
  },
  (bytes, random) => {
    const [from, to] = [random.below(bytes.length), random.below(bytes.length)].sort((a, b) => a - b);
    return Buffer.concat([bytes, bytes.subarray(from, to)]);
  },
  (bytes, random) => {
    const [from, to] = [random.below(bytes.length), random.below(bytes.length)].sort((a, b) => a - b);
    return Buffer.concat([bytes.subarray(0, from), bytes.subarray(to)]);
  },
  (_bytes, random) => random.bytes(random.below(200)),
];

function overwrite(bytes: Buffer, at: number, value: number): Buffer {
  const copy = Buffer.from(bytes);
  if (at < copy.length) copy[at] = value;
  return copy;
}

/** Bytes with one to four things wrong. */
export function mutate(bytes: Buffer, random: Random): Buffer {
  let mutated = bytes;
  for (let times = 1 + random.below(4); times > 0 && mutated.length > 0; times--) {
    mutated = random.pick(MUTATIONS)(mutated, random);
  }
  return mutated;
}
