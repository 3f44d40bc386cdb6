/** How long to wait between tries, in milliseconds. */
export interface BackoffOptions {
  /** Before the second try. @default 100 */
  min?: number;
  /** Never longer than this. @default 10,000 */
  max?: number;
}

/** Waits that double, with jitter: senders that lost the same server must not come back in the same moment. */
export class Backoff {
  readonly #min: number;
  readonly #max: number;
  #tries = 0;

  constructor({ min = 100, max = 10_000 }: BackoffOptions = {}) {
    this.#min = min;
    this.#max = Math.max(min, max);
  }

  /** The next wait: between half of the doubled one and all of it. */
  next(): number {
    const full = Math.min(this.#max, this.#min * 2 ** Math.min(this.#tries++, 30));
    return full * (0.5 + Math.random() / 2);
  }

  reset(): void {
    this.#tries = 0;
  }
}
