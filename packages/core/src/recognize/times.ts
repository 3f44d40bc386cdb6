import type { Draft } from '../draft.ts';
import { DAY_MS, instantOfDigits, instantOfText } from '../time.ts';
import type { Origin } from './form.ts';

/** Reads one way of writing a time into a draft. @returns false when the text is not written so */
export type ReadTime = (text: string, draft: Draft, origin: Origin) => boolean;

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const monthOf = (word: string): number => MONTHS.indexOf(word.slice(0, 3).toLowerCase());

interface Local {
  year: number;
  /** 0..11 */
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
  /** Digits behind the point. */
  fraction?: string | undefined;
  /** `+0100`, `+01:00`, `Z`. */
  zone?: string | undefined;
}

function setLocal(local: Local, draft: Draft, origin: Origin): boolean {
  const { year, month, day, hour, minute, second, fraction, zone } = local;
  const valid =
    month >= 0 && month <= 11 && day >= 1 && day <= 31 && hour <= 24 && minute <= 59 && second <= 60;
  if (!valid) return false;
  const ms = Date.UTC(year, month, day, hour, minute, second);
  const nanos = fraction === undefined ? 0 : Number(fraction.slice(0, 9).padEnd(9, '0'));
  const minutes = zone === undefined ? origin.zone.offset(ms) : offsetOf(zone);
  draft.ms = ms - minutes * 60_000 + Math.floor(nanos / 1e6);
  draft.ns = nanos % 1_000_000;
  return true;
}

function offsetOf(zone: string): number {
  const match = /^([+-])(\d\d):?(\d\d)?$/.exec(zone);
  if (match === null) return 0;
  const minutes = Number(match[2]) * 60 + Number(match[3] ?? 0);
  return match[1] === '-' ? -minutes : minutes;
}

/** Moves a time that was read as UTC into the zone of its origin, if its text names no zone. */
export function applyZone(text: string, draft: Draft, origin: Origin): void {
  if (origin.zone.name === 'UTC' || !/^\d{4}-\d\d-\d\d.\d\d:\d\d(?::\d\d)?(?:[.,]\d*)?$/.test(text)) return;
  draft.ms -= origin.zone.offset(draft.ms) * 60_000;
}

/** RFC 3339 and its usual deviations, also with a zone by name (`2024-11-17 10:15:30.123 CET`), or seconds since 1970. */
export const isoTime: ReadTime = (text, draft, origin) => {
  if (text.charCodeAt(4) !== 45) return instantOfDigits(text, draft);
  if (instantOfText(text, draft)) {
    applyZone(text, draft, origin);
    return true;
  }
  // A zone by its abbreviation names no offset for sure; the option of the zone decides.
  const named = /^(.{19,30}) [A-Z]{3,5}$/.exec(text);
  if (named === null || !instantOfText(named[1]!, draft)) return false;
  applyZone(named[1]!, draft, origin);
  return true;
};

/** `17/Nov/2024:10:15:30 +0100`, of access logs. */
export const accessTime: ReadTime = (text, draft, origin) => {
  const two = (at: number): number => text.charCodeAt(at) * 10 + text.charCodeAt(at + 1) - 528;
  const local = {
    year: two(7) * 100 + two(9),
    month: monthOf(text.slice(3, 6)),
    day: two(0),
    hour: two(12),
    minute: two(15),
    second: two(18),
    zone: text.slice(21),
  };
  return text.length === 26 && setLocal(local, draft, origin);
};

const SLASHES = /^(\d{4})\/(\d\d)\/(\d\d)[ T](\d\d):(\d\d):(\d\d)(?:[.,](\d+))?$/;
/** `2024/11/17 10:15:30`, of nginx and Go. */
export const slashTime: ReadTime = (text, draft, origin) => {
  const m = SLASHES.exec(text);
  if (m === null) return false;
  const [, year, month, day, hour, minute, second, fraction] = m;
  return setLocal(
    {
      year: Number(year),
      month: Number(month) - 1,
      day: Number(day),
      hour: Number(hour),
      minute: Number(minute),
      second: Number(second),
      fraction,
    },
    draft,
    origin,
  );
};

const CTIME =
  /^(?:[A-Z][a-z]{2},? )?([A-Z][a-z]{2}) +(\d{1,2}) (?:(\d{4}) )?(\d\d):(\d\d):(\d\d)(?:\.(\d+))?(?: (\d{4}))?$/;
/** `Sun Nov 17 10:15:30.123456 2024`, and without weekday or year as syslog writes it: `Nov 17 10:15:30`. */
export const monthDayTime: ReadTime = (text, draft, origin) => {
  const m = CTIME.exec(text);
  if (m === null) return false;
  const year = m[3] ?? m[8];
  const local = {
    month: monthOf(m[1]!),
    day: Number(m[2]),
    hour: Number(m[4]),
    minute: Number(m[5]),
    second: Number(m[6]),
    fraction: m[7],
  };
  if (year !== undefined) return setLocal({ ...local, year: Number(year) }, draft, origin);
  return setYearless(local, draft, origin);
};

/** No year: the one that puts the time at or before the moment near, with a day of grace for clocks ahead. */
function setYearless(local: Omit<Local, 'year'>, draft: Draft, origin: Origin): boolean {
  const year = new Date(origin.near).getUTCFullYear();
  if (!setLocal({ ...local, year }, draft, origin)) return false;
  return draft.ms <= origin.near + DAY_MS || setLocal({ ...local, year: year - 1 }, draft, origin);
}

const KLOG = /^(\d\d)(\d\d) (\d\d):(\d\d):(\d\d)\.(\d+)$/;
/** `1117 10:15:30.123456`, of klog and glog. */
export const klogTime: ReadTime = (text, draft, origin) => {
  const m = KLOG.exec(text);
  if (m === null) return false;
  const [, month, day, hour, minute, second, fraction] = m;
  return setYearless(
    {
      month: Number(month) - 1,
      day: Number(day),
      hour: Number(hour),
      minute: Number(minute),
      second: Number(second),
      fraction,
    },
    draft,
    origin,
  );
};

const DAY_MONTH =
  /^(\d{1,2})[ -]([A-Z][a-z]{2,8})[ -](\d{4})[ T](\d\d):(\d\d):(\d\d)(?:[.,](\d+))?(?: ([+-]\d{4}))?$/;
/** `17 Nov 2024 10:15:30.123`, of redis and log4j's `%d{DATE}`. */
export const dayMonthTime: ReadTime = (text, draft, origin) => {
  const m = DAY_MONTH.exec(text);
  if (m === null) return false;
  const [, day, month, year, hour, minute, second, fraction, zone] = m;
  return setLocal(
    {
      year: Number(year),
      month: monthOf(month!),
      day: Number(day),
      hour: Number(hour),
      minute: Number(minute),
      second: Number(second),
      fraction,
      zone,
    },
    draft,
    origin,
  );
};

const MONTH_NAME = /^([A-Z][a-z]{2}) (\d{1,2}), (\d{4}) (\d{1,2}):(\d\d):(\d\d)[ \u202f]([AP])M$/;
/** `Nov 17, 2024 10:15:30 PM`, of Java's SimpleFormatter. */
export const monthNameTime: ReadTime = (text, draft, origin) => {
  const m = MONTH_NAME.exec(text);
  if (m === null) return false;
  const [, month, day, year, hour, minute, second, half] = m;
  return setLocal(
    {
      year: Number(year),
      month: monthOf(month!),
      day: Number(day),
      hour: (Number(hour) % 12) + (half === 'P' ? 12 : 0),
      minute: Number(minute),
      second: Number(second),
    },
    draft,
    origin,
  );
};

const WINDOWS =
  /^(\d{1,2})([/.])(\d{1,2})[/.](\d{4}|\d\d),? (\d{1,2}):(\d\d)(?::(\d\d))?(?:[.,](\d+))?(?: ?([AP]M))?$/i;
/** `11/17/2024 10:15:30 AM` (month first) and `17.11.2024 10:15:30` (day first, with points), as Windows writes them. */
export const windowsTime: ReadTime = (text, draft, origin) => {
  const m = WINDOWS.exec(text);
  if (m === null) return false;
  const [, first, separator, other, year, hour, minute, second, fraction, half] = m;
  let [month, day] = separator === '.' ? [Number(other), Number(first)] : [Number(first), Number(other)];
  // A month past 12 is a day: the writer's country puts it first.
  if (month > 12) [month, day] = [day, month];
  const isAfternoon = half?.toUpperCase() === 'PM';
  const hours = half === undefined ? Number(hour) : (Number(hour) % 12) + (isAfternoon ? 12 : 0);
  return setLocal(
    {
      year: Number(year) + (year!.length === 2 ? 2000 : 0),
      month: month - 1,
      day,
      hour: hours,
      minute: Number(minute),
      second: Number(second ?? 0),
      fraction,
    },
    draft,
    origin,
  );
};

const CLOCK = /^(\d\d):(\d\d):(\d\d)(?:[.,](\d+))?$/;
/** `10:15:30.123`: the day is the one that puts it at or before the moment near. */
export const clockTime: ReadTime = (text, draft, origin) => {
  const m = CLOCK.exec(text);
  if (m === null) return false;
  const near = new Date(origin.near + origin.zone.offset(origin.near) * 60_000);
  const local = {
    year: near.getUTCFullYear(),
    month: near.getUTCMonth(),
    day: near.getUTCDate(),
    hour: Number(m[1]),
    minute: Number(m[2]),
    second: Number(m[3]),
    fraction: m[4],
  };
  if (!setLocal(local, draft, origin)) return false;
  if (draft.ms > origin.near + 60_000) draft.ms -= DAY_MS;
  return true;
};

/** The ways above, tried in turn: for forms that do not know. */
export const anyTime: ReadTime = (text, draft, origin) =>
  (text.length >= 16 && text.charCodeAt(4) === 45 && isoTime(text, draft, origin)) ||
  instantOfDigits(text, draft) ||
  slashTime(text, draft, origin) ||
  windowsTime(text, draft, origin) ||
  dayMonthTime(text, draft, origin) ||
  monthDayTime(text, draft, origin) ||
  (text.length === 26 && text.charCodeAt(2) === 47 && accessTime(text, draft, origin)) ||
  clockTime(text, draft, origin);
