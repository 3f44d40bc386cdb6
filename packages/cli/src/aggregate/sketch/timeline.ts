const LEVELS = 6;
const MAX_BUCKETS = 2048;

/** A timeline as it travels between threads. */
export interface TimelineState {
  width: number;
  buckets: [number, number[]][];
}

/** Records by time and level, in buckets of a second that double in width whenever there are more than 2,048. */
export class Timeline {
  /** The width of a bucket in ms. */
  width = 1000;
  readonly #buckets = new Map<number, number[]>();
  #last = Number.NaN;
  #lastCounts: number[] = [];

  add(ms: number, levelIndex: number): void {
    const bucket = Math.floor(ms / this.width);
    if (bucket !== this.#last) {
      this.#lastCounts = this.#bucketOf(bucket);
      this.#last = bucket;
    }
    this.#lastCounts[levelIndex]!++;
    if (this.#buckets.size > MAX_BUCKETS) this.#widen();
  }

  /** Buckets that hold records, by their start in ms. */
  buckets(): { start: number; counts: number[] }[] {
    return [...this.#buckets]
      .sort(([a], [b]) => a - b)
      .map(([bucket, counts]) => ({ start: bucket * this.width, counts }));
  }

  get state(): TimelineState {
    return { width: this.width, buckets: [...this.#buckets] };
  }

  merge({ width, buckets }: TimelineState): void {
    while (this.width < width) this.#widen();
    for (const [bucket, counts] of buckets) {
      const own = this.#bucketOf(Math.floor((bucket * width) / this.width));
      for (let i = 0; i < LEVELS; i++) own[i]! += counts[i]!;
      while (this.#buckets.size > MAX_BUCKETS) this.#widen();
    }
  }

  #bucketOf(bucket: number): number[] {
    let counts = this.#buckets.get(bucket);
    if (counts === undefined) {
      counts = [0, 0, 0, 0, 0, 0];
      this.#buckets.set(bucket, counts);
    }
    return counts;
  }

  #widen(): void {
    const old = [...this.#buckets];
    this.#buckets.clear();
    this.width *= 2;
    this.#last = Number.NaN;
    for (const [bucket, counts] of old) {
      const own = this.#bucketOf(Math.floor(bucket / 2));
      for (let i = 0; i < LEVELS; i++) own[i]! += counts[i]!;
    }
  }
}
