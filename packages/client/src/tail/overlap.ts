import type { LogRecord } from '@logboom/core';

/** How long a record may be on its way from its receipt (`observed`) to a tail. */
const ON_ITS_WAY_MS = 5_000;
/** So many ids are remembered before the old ones are looked for. */
const PRUNED_AT = 20_000;

/** Where connections of a tail and answers of the store overlap: no record is given twice. */
export class Overlap {
  /** Everything that the server got well before this moment has been given; ms since 1970, by its clock. */
  moment: number;
  readonly #given = new Map<string, number>();
  #pruneAt = PRUNED_AT;

  constructor(moment: number) {
    this.moment = moment;
  }

  /** From when on the store is asked again after a connection broke. */
  get since(): number {
    return this.moment - ON_ITS_WAY_MS;
  }

  /** Whether a record has not been given yet; from now on it counts as given. */
  claim({ id, observed }: LogRecord): boolean {
    if (this.#given.has(id)) return false;
    const at = Date.parse(observed);
    if (at >= this.since) this.#given.set(id, at);
    return true;
  }

  /** A record came live, so everything before it has been given. */
  advance({ observed }: LogRecord): void {
    this.moment = Math.max(this.moment, Date.parse(observed));
    if (this.#given.size < this.#pruneAt) return;
    for (const [id, at] of this.#given) if (at < this.since) this.#given.delete(id);
    this.#pruneAt = this.#given.size + PRUNED_AT;
  }
}

/** Whether a record stands at or before a place: ids are the name of a node, a hyphen, and a number that grows. */
export function isUpTo(id: string, place: string): boolean {
  const hyphen = place.lastIndexOf('-');
  if (hyphen === -1 || !id.startsWith(place.slice(0, hyphen + 1))) return false;
  return Number(id.slice(hyphen + 1)) <= Number(place.slice(hyphen + 1));
}
