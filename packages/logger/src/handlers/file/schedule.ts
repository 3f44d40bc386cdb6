import { LogboomError } from '@logboom/core';

/** Python's words: seconds, minutes, hours, days, at midnight, on a weekday (0 is Monday). In any case. */
export type When = 'S' | 'M' | 'H' | 'D' | 'midnight' | `W${0 | 1 | 2 | 3 | 4 | 5 | 6}`;

/** A time of day. */
export interface TimeOfDay {
  hour: number;
  minute: number;
  second: number;
}

const SECOND = 1000;
const DAY = 86_400 * SECOND;
/** The end of a day: `W6` without a time of day rotates when Sunday is over, as in Python. */
const MIDNIGHT: TimeOfDay = { hour: 24, minute: 0, second: 0 };

/** Milliseconds of a unit, and how the start of an interval is written in a file's name. */
const UNITS: Readonly<Record<string, { length: number; name: (at: CalendarTime) => string }>> = {
  S: { length: SECOND, name: (at) => `${day(at)}_${two(at.hour)}-${two(at.minute)}-${two(at.second)}` },
  M: { length: 60 * SECOND, name: (at) => `${day(at)}_${two(at.hour)}-${two(at.minute)}` },
  H: { length: 3600 * SECOND, name: (at) => `${day(at)}_${two(at.hour)}` },
  D: { length: DAY, name: day },
  MIDNIGHT: { length: DAY, name: day },
};

interface CalendarTime {
  year: number;
  /** Counted from 0. */
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
  /** 0 is Monday. */
  weekday: number;
}

/**
 * When a file is rotated, and which names old files get. Seconds to days are elapsed time, counted from
 * the last rotation, as in Python. `midnight` and weekdays are times of the calendar: they are found with
 * the calendar, so that a day of 23 or 25 hours, or a change of half an hour, puts no record in the wrong file.
 */
export class Schedule {
  readonly #unit: { length: number; name: (at: CalendarTime) => string };
  readonly #interval: number;
  /** The weekday, for `W0`..`W6`. */
  readonly #weekday: number | undefined;
  readonly #calendar: boolean;
  readonly #utc: boolean;
  readonly #at: TimeOfDay;

  /** @throws LogboomError LB_CONFIG_INVALID for a `when` that does not exist */
  constructor(when: string, interval: number, utc: boolean, atTime: TimeOfDay | undefined) {
    const word = when.toUpperCase();
    const week = /^W([0-6])$/.exec(word);
    const unit = UNITS[week === null ? word : 'D'];
    if (unit === undefined) {
      throw new LogboomError('LB_CONFIG_INVALID', {
        path: 'when',
        reason: `${JSON.stringify(when)} is none of S, M, H, D, midnight, W0 (Monday) to W6`,
      });
    }
    if (!Number.isInteger(interval) || interval < 1) {
      throw new LogboomError('LB_CONFIG_INVALID', {
        path: 'interval',
        reason: 'must be a whole number from 1',
      });
    }
    this.#unit = unit;
    this.#interval = interval;
    this.#weekday = week === null ? undefined : Number(week[1]);
    this.#calendar = week !== null || word === 'MIDNIGHT';
    this.#utc = utc;
    this.#at = atTime ?? MIDNIGHT;
  }

  /** The first moment after `now` (milliseconds, whole seconds) at which to rotate. */
  next(now: number): number {
    if (!this.#calendar) return now + this.#unit.length * this.#interval;
    const today = this.#read(now);
    const reached = this.#moment(today, 0) <= now;
    const weekday = (today.weekday + (reached ? 1 : 0)) % 7;
    const wait = this.#weekday === undefined ? 0 : (this.#weekday - weekday + 7) % 7;
    return this.#moment(today, (reached ? 1 : 0) + wait + this.#days - (this.#weekday === undefined ? 1 : 7));
  }

  /** The name of the interval that ends at `end`: when it began. */
  nameBefore(end: number): string {
    if (!this.#calendar) return this.#unit.name(this.#read(end - this.#unit.length * this.#interval));
    const at = this.#read(end);
    const start = new Date(Date.UTC(at.year, at.month, at.day - this.#days));
    return day({ year: start.getUTCFullYear(), month: start.getUTCMonth(), day: start.getUTCDate() });
  }

  /** What the names of old files look like behind the first point. */
  get pattern(): RegExp {
    const name = this.#unit.name(this.#read(0)).replace(/\d+/g, (digits) => `\\d{${digits.length}}`);
    return new RegExp(`^${name}$`);
  }

  /** Days of the calendar from one rotation to the next. */
  get #days(): number {
    return this.#interval * (this.#weekday === undefined ? 1 : 7);
  }

  #read(time: number): CalendarTime {
    const date = new Date(time);
    const [year, month, monthday, hour, minute, second, weekday] = this.#utc
      ? [
          date.getUTCFullYear(),
          date.getUTCMonth(),
          date.getUTCDate(),
          date.getUTCHours(),
          date.getUTCMinutes(),
          date.getUTCSeconds(),
          date.getUTCDay(),
        ]
      : [
          date.getFullYear(),
          date.getMonth(),
          date.getDate(),
          date.getHours(),
          date.getMinutes(),
          date.getSeconds(),
          date.getDay(),
        ];
    return { year, month, day: monthday, hour, minute, second, weekday: (weekday + 6) % 7 };
  }

  /** The time of day of this schedule, some days after that of a calendar time. */
  #moment({ year, month, day }: CalendarTime, days: number): number {
    const { hour, minute, second } = this.#at;
    return this.#utc
      ? Date.UTC(year, month, day + days, hour, minute, second)
      : new Date(year, month, day + days, hour, minute, second).getTime();
  }
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}

function day(at: Pick<CalendarTime, 'year' | 'month' | 'day'>): string {
  return `${String(at.year).padStart(4, '0')}-${two(at.month + 1)}-${two(at.day)}`;
}
