const EMPTY = Buffer.alloc(0);
/** A buffer that grew past this is given back once it is empty. */
const KEEP_BYTES = 64 * 1024;

/**
 * What a decoder could not use yet, joined with what comes next. Amortised linear however small the chunks
 * are, and without a copy where nothing waits.
 */
export class PendingBytes {
  #store = EMPTY;
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /** All that waits and the chunk behind it; valid until `keep`. */
  join(chunk: Buffer): Buffer {
    if (this.#length === 0) return chunk;
    this.#append(chunk);
    return this.#store.subarray(0, this.#length);
  }

  /** Keeps the end of what `join` gave, from `at`. */
  keep(joined: Buffer, at: number): void {
    const left = joined.length - at;
    const isOurs = this.#length > 0;
    if (left === 0) {
      this.#length = 0;
      if (this.#store.length > KEEP_BYTES) this.#store = EMPTY;
      return;
    }
    if (isOurs && at === 0) return;
    if (isOurs) {
      this.#store.copyWithin(0, at, joined.length);
      this.#length = left;
      return;
    }
    this.#append(joined.subarray(at));
  }

  /** What waits, taken. */
  take(): Buffer {
    const bytes = this.#store.subarray(0, this.#length);
    this.#store = EMPTY;
    this.#length = 0;
    return bytes;
  }

  #append(chunk: Buffer): void {
    const needed = this.#length + chunk.length;
    if (needed > this.#store.length) {
      const grown = Buffer.allocUnsafe(Math.max(needed, this.#store.length * 2, 1024));
      this.#store.copy(grown, 0, 0, this.#length);
      this.#store = grown;
    }
    chunk.copy(this.#store, this.#length);
    this.#length = needed;
  }
}
