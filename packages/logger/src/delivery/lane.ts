import type { StoredBatch } from './batch.ts';

/**
 * One sender's queue of batches, in order. A process writes one of its own; it may have found others that
 * were left by processes that ended, which are delivered first.
 */
export interface Lane {
  /** Names the lane for good: the server remembers its numbers under this name. */
  readonly client: string;
  /** The first batch above a number. Closes the one being filled when there is no other and `seal` is set. */
  next(after: number, seal: boolean): StoredBatch | undefined;
  /** Everything up to this number is delivered. Says how many records that were. */
  delivered(upTo: number): number;
  /** Records that are not delivered, as far as that is known. */
  readonly waiting: number;
  /** Whether nothing will ever come again. */
  readonly finished: boolean;
  /** Ends it; what is not delivered stays on the disk for the next start. */
  close(): void;
}

/** The batches of a lane that are known, oldest first. */
export class BatchQueue {
  readonly #batches: StoredBatch[] = [];
  #records = 0;
  #bytes = 0;

  get size(): number {
    return this.#batches.length;
  }

  get records(): number {
    return this.#records;
  }

  get bytes(): number {
    return this.#bytes;
  }

  push(batch: StoredBatch): void {
    this.#batches.push(batch);
    this.#records += batch.records;
    this.#bytes += batch.bytes;
  }

  after(number: number): StoredBatch | undefined {
    const first = this.#batches[0];
    if (first === undefined) return undefined;
    if (first.number > number) return first;
    let low = 0;
    let high = this.#batches.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#batches[middle]!.number > number) high = middle;
      else low = middle + 1;
    }
    return this.#batches[low];
  }

  /** Takes away those up to a number; says how many records they had. */
  release(upTo: number): number {
    let records = 0;
    while (this.#batches.length > 0 && this.#batches[0]!.number <= upTo) records += this.shift()!.records;
    return records;
  }

  shift(): StoredBatch | undefined {
    const batch = this.#batches.shift();
    if (batch === undefined) return undefined;
    this.#records -= batch.records;
    this.#bytes -= batch.bytes;
    batch.release();
    return batch;
  }

  /** The newest are sent last: their copies in memory are let go first. */
  forget(bytes: number): number {
    let freed = 0;
    for (let i = this.#batches.length - 1; i >= 0 && freed < bytes; i--) freed += this.#batches[i]!.forget();
    return freed;
  }
}
