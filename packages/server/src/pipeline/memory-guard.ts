import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

const CHECK_MS = 250;
/** Memory that grew so much since the last collection, past half of the limit, is worth another one. */
const GROWTH = 1.25;

/**
 * Watches the resident memory of this process. Buffers of connections that are gone lie outside of V8's heap and
 * hardly move it to collect: tens of thousands of short connections leave a gigabyte of them. So a collection
 * is asked for before anybody is refused.
 */
export class MemoryGuard {
  readonly #limit: number;
  #checked = 0;
  #afterCollection = 0;
  #above: number | undefined;

  /** @param limit in bytes */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** The resident memory in bytes while it is above the limit, else undefined. */
  above(): number | undefined {
    const now = Date.now();
    if (now - this.#checked < CHECK_MS) return this.#above;
    this.#checked = now;
    let resident = process.memoryUsage.rss();
    if (resident > this.#limit / 2 && resident > this.#afterCollection * GROWTH) {
      collect();
      resident = process.memoryUsage.rss();
      this.#afterCollection = resident;
    }
    this.#above = resident > this.#limit ? resident : undefined;
    return this.#above;
  }
}

let collector: (() => void) | undefined;

function collect(): void {
  if (collector === undefined) {
    setFlagsFromString('--expose-gc');
    collector = runInNewContext('gc') as () => void;
  }
  collector();
}
