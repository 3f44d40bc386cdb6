import type { Instant } from './time.ts';

/** Ranks: the lower wins a column that several names of one record claim. */
export const UNSET = 1000;

/**
 * A record while it is being decoded. One draft serves a whole batch: `reset()`, fill, hand it on, again;
 * so a million records make no million objects.
 */
export class Draft implements Instant {
  /** Milliseconds since 1970; NaN while the source gave no time. */
  ms = Number.NaN;
  /** Nanoseconds inside the millisecond. */
  ns = 0;
  /** OpenTelemetry severity number; 0 while the source gave none. */
  severity = 0;
  message = '';
  service = '';
  logger = '';
  host = '';
  trace_id = '';
  span_id = '';
  /** Names and values in turn: `[name, value, name, value ...]`. */
  readonly attributes: string[] = [];
  /** Set where one name may stand twice in `attributes`; the last one then counts. */
  mayRepeat = false;
  /** @internal who claimed a column: see `claim`. */
  readonly ranks: number[] = [];
  readonly claimants: string[] = [];
  readonly originals: string[] = [];

  reset(): this {
    this.ms = Number.NaN;
    this.ns = 0;
    this.severity = 0;
    this.message = '';
    this.service = '';
    this.logger = '';
    this.host = '';
    this.trace_id = '';
    this.span_id = '';
    this.attributes.length = 0;
    this.mayRepeat = false;
    for (let i = 0; i < 10; i++) this.ranks[i] = UNSET;
    return this;
  }

  attribute(name: string, value: string): void {
    this.attributes.push(name, value);
  }

  /**
   * Whether a name of this rank may have a column. Whoever loses, now or earlier, stays as an attribute
   * under its own name, so nothing of the record is lost.
   */
  claim(column: number, rank: number, name: string, value: string): boolean {
    const held = this.ranks[column]!;
    if (held <= rank) {
      if (value !== this.originals[column]) this.attribute(name, value);
      return false;
    }
    if (held !== UNSET && value !== this.originals[column]) {
      this.attribute(this.claimants[column]!, this.originals[column]!);
    }
    this.ranks[column] = rank;
    this.claimants[column] = name;
    this.originals[column] = value;
    return true;
  }

  /**
   * What the source has under a name: an attribute, which is taken out, or the text that a column was claimed
   * with, which stays.
   */
  take(name: string): string | undefined {
    const list = this.attributes;
    for (let i = 0; i < list.length; i += 2) {
      if (list[i] === name) return list.splice(i, 2)[1];
    }
    for (let column = 0; column < this.claimants.length; column++) {
      if (this.ranks[column] !== UNSET && this.claimants[column] === name) return this.originals[column];
    }
    return undefined;
  }

  /** Leaves one of each attribute name: the last, in the place of the first. */
  dropRepeats(): void {
    const list = this.attributes;
    const places = new Map<string, number>();
    let end = 0;
    for (let i = 0; i < list.length; i += 2) {
      const name = list[i]!;
      const place = places.get(name);
      if (place !== undefined) {
        list[place + 1] = list[i + 1]!;
        continue;
      }
      places.set(name, end);
      list[end] = name;
      list[end + 1] = list[i + 1]!;
      end += 2;
    }
    list.length = end;
    this.mayRepeat = false;
  }
}
