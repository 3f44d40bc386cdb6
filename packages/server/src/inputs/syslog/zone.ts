import { LogboomError } from '@logboom/core';

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

/** A time zone, for times that do not name theirs. Offsets are looked up once an hour of the clock. */
export class Zone {
  readonly #format: Intl.DateTimeFormat | undefined;
  #hour = Number.NaN;
  #offset = 0;

  /**
   * @param name `local`, `UTC` or a name of the IANA database
   * @throws LogboomError LB_CONFIG_INVALID for a name that is none
   */
  constructor(name: string, path: string) {
    if (name === 'local') return;
    try {
      this.#format = new Intl.DateTimeFormat('en-US', {
        timeZone: name,
        hourCycle: 'h23',
        ...{ year: 'numeric', month: 'numeric', day: 'numeric' },
        ...{ hour: 'numeric', minute: 'numeric', second: 'numeric' },
      });
    } catch (cause) {
      const reason = `'${name}' is no time zone; write local, UTC or a name like Europe/Berlin`;
      throw new LogboomError('LB_CONFIG_INVALID', { path, reason }, { cause });
    }
  }

  /** What the clock of the zone shows, as if it were UTC → ms since 1970. */
  toUtc(clock: number): number {
    const hour = Math.floor(clock / HOUR_MS);
    if (hour !== this.#hour) {
      this.#hour = hour;
      this.#offset = this.#offsetOf(clock);
    }
    return clock - this.#offset;
  }

  #offsetOf(clock: number): number {
    const guess = clock - this.#offsetAt(clock);
    return this.#offsetAt(guess);
  }

  /** Ms east of UTC at a moment. */
  #offsetAt(ms: number): number {
    if (this.#format === undefined) return -new Date(ms).getTimezoneOffset() * MINUTE_MS;
    const parts = this.#format.formatToParts(ms);
    const number = (type: string): number => Number(parts.find((part) => part.type === type)?.value);
    const shown = Date.UTC(
      number('year'),
      number('month') - 1,
      number('day'),
      number('hour'),
      number('minute'),
      number('second'),
    );
    return shown - Math.floor(ms / 1000) * 1000;
  }
}
