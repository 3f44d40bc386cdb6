/**
 * Ids of acknowledgements (indexer acknowledgement of the HTTP Event Collector). An id is given with the answer, and the
 * answer is sent once the events are on disk: so every id that was ever given is acknowledged, also when it is asked
 * for after a restart. Ids grow with time, so that an id of the next start is no id of this one.
 */
export class Acknowledgements {
  #last = Date.now() * 1000;

  /** The id for events that are durable now. */
  next(): number {
    return ++this.#last;
  }

  has(id: unknown): boolean {
    return Number.isSafeInteger(id) && (id as number) > 0 && (id as number) <= this.#last;
  }
}
