/** A source of numbers in [0, 1) that gives the same again for the same seed (mulberry32). */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  }

  /** A whole number from 0 up to, not including, `end`. */
  below(end: number): number {
    return Math.floor(this.next() * end);
  }

  pick<Item>(items: readonly Item[]): Item {
    return items[this.below(items.length)]!;
  }

  bytes(length: number): Buffer {
    const bytes = Buffer.allocUnsafe(length);
    for (let i = 0; i < length; i++) bytes[i] = this.below(256);
    return bytes;
  }
}

/** The seed of a run: `LOGBOOM_TEST_SEED`, or a new one. It is printed, so that a failed run can be repeated. */
export function newRandom(what: string): Random {
  const seed = Number(process.env.LOGBOOM_TEST_SEED ?? Math.floor(Math.random() * 2 ** 32));
  console.info(`${what}: LOGBOOM_TEST_SEED=${seed}`);
  return new Random(seed);
}
