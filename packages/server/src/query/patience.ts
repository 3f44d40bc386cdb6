/**
 * How long an answer may keep its reader waiting. Only waiting for the engine counts: a query that is done with its
 * work in time is not ended because its reader is slow.
 */
export class Patience {
  readonly #exhausted = new AbortController();
  #left: number;

  /** @param milliseconds Infinity waits for ever */
  constructor(milliseconds: number) {
    this.#left = milliseconds;
  }

  /** Aborts when the time is up. */
  get signal(): AbortSignal {
    return this.#exhausted.signal;
  }

  async during<T>(work: Promise<T>): Promise<T> {
    if (this.#left === Infinity) return work;
    const started = performance.now();
    const timer = setTimeout(() => this.#exhausted.abort(), Math.max(0, this.#left));
    try {
      return await work;
    } finally {
      clearTimeout(timer);
      this.#left -= performance.now() - started;
    }
  }
}
