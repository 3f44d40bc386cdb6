/** Counts arrivals and tells how many came in the last second. */
export class Meter {
  total = 0;
  perSecond = 0;
  #before = 0;
  #at = Number.NaN;

  count(arrivals: number): void {
    this.total += arrivals;
  }

  /** Call about once a second. @param now milliseconds of a steady clock @returns whether the rate changed */
  tick(now: number): boolean {
    const elapsed = now - this.#at;
    const rate = Number.isNaN(elapsed) ? 0 : Math.round(((this.total - this.#before) * 1000) / elapsed);
    const changed = rate !== this.perSecond;
    this.#before = this.total;
    this.#at = now;
    this.perSecond = rate;
    return changed;
  }
}
