import { heldBytes } from './held-bytes.ts';

/** A small generator of numbers with a seed (mulberry32), so that a failure can be run again. */
export type Generator = (below: number) => number;

function generator(seed: number): Generator {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

export interface FuzzOptions {
  /** Real bytes, which mutations start from. */
  seeds: readonly Buffer[];
  /** Bytes that mean something in the protocol: mutations write them often. */
  alphabet: Buffer;
  runs: number;
  /** Decodes one input; what it throws fails the test. */
  decode(bytes: Buffer, random: Generator): void;
}

/** No input may keep the server from others for longer. */
export const HANG_MS = 50;
/** So much more may be held at the end of a long run: caches, but no leak. */
export const GROWTH_MAX = 32 * 1024 * 1024;
/** Inputs after which growth counts. */
const WARM = 2_000;

/**
 * What decoding costs, in ms of this thread's processor time: a machine that is busy elsewhere is no hang. What seems
 * slow is done again, for the compiler and the collector of garbage work at any time.
 */
export function costOf(decode: () => void): number {
  let least = Number.POSITIVE_INFINITY;
  for (let tries = 0; tries < 3; tries++) {
    const start = process.threadCpuUsage();
    decode();
    const { user, system } = process.threadCpuUsage(start);
    least = Math.min(least, (user + system) / 1_000);
    if (least < HANG_MS / 2) break;
  }
  return least;
}

/**
 * Decodes mutations of real bytes. A failure names the seed and the bytes.
 *
 * @returns the slowest of them, in milliseconds
 * @throws Error when one of them fails, or the process grows as it goes on
 */
export function fuzz({ seeds, alphabet, runs, decode }: FuzzOptions): number {
  const seed = Number(process.env.LOGBOOM_TEST_SEED ?? Math.floor(Math.random() * 2 ** 31));
  const random = generator(seed);
  let slowest = 0;
  let warm = 0;
  for (let run = 0; run < runs; run++) {
    if (run === WARM) warm = heldBytes();
    const bytes = mutate(seeds, alphabet, random);
    try {
      slowest = Math.max(
        slowest,
        costOf(() => decode(bytes, random)),
      );
    } catch (cause) {
      const shown = bytes.subarray(0, 2000).toString('base64');
      throw new Error(`LOGBOOM_TEST_SEED=${seed}, run ${run}, bytes ${shown}`, { cause });
    }
  }
  const growth = heldBytes() - warm;
  if (runs > WARM && growth > GROWTH_MAX) throw new Error(`the process holds ${growth} bytes more`);
  return slowest;
}

function mutate(seeds: readonly Buffer[], alphabet: Buffer, random: Generator): Buffer {
  let bytes = Buffer.from(seeds[random(seeds.length)]!);
  for (let left = 1 + random(6); left > 0; left--) {
    const at = random(bytes.length + 1);
    const length = 1 + random(8);
    const kind = random(7);
    if (kind === 0 && at < bytes.length) bytes[at] = random(256);
    else if (kind === 1 && at < bytes.length) bytes[at] = alphabet[random(alphabet.length)]!;
    else if (kind === 2) bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + length)]);
    else if (kind === 3) {
      const inserted = Buffer.from(Array.from({ length }, () => alphabet[random(alphabet.length)]!));
      bytes = Buffer.concat([bytes.subarray(0, at), inserted, bytes.subarray(at)]);
    } else if (kind === 4) bytes = bytes.subarray(0, at);
    else if (kind === 5) {
      const other = seeds[random(seeds.length)]!;
      bytes = Buffer.concat([bytes.subarray(0, at), other.subarray(random(other.length + 1))]);
    } else if (bytes.length < 100_000) bytes = Buffer.concat([bytes.subarray(0, at), bytes]);
  }
  return bytes;
}

/** Cuts bytes into chunks as a network may. */
export function chunksOf(bytes: Buffer, random: Generator): Buffer[] {
  const chunks: Buffer[] = [];
  for (let at = 0; at < bytes.length; ) {
    const end = Math.min(bytes.length, at + 1 + random(random(3) === 0 ? 3 : 500));
    chunks.push(bytes.subarray(at, end));
    at = end;
  }
  return chunks;
}
