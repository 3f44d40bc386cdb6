import { zoneName } from './zone.ts';

/** The parts of a time in one zone, as C's `struct tm` has them. */
export interface TimeParts {
  year: number;
  /** 1..12 */
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
  /** 0 is Sunday. */
  weekday: number;
  /** 1..366 */
  yearday: number;
  /** Minutes east of UTC. */
  offset: number;
  zone: string;
  /** Milliseconds since 1970. */
  time: number;
}

const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** Reads a time in UTC or in the process's zone. */
export function timeParts(time: number, utc: boolean): TimeParts {
  const date = new Date(time);
  // Local times are read as if they were UTC, so that the arithmetic of days needs no zone.
  const offset = utc ? 0 : -date.getTimezoneOffset();
  const shifted = utc ? date : new Date(time + offset * 60_000);
  const year = shifted.getUTCFullYear();
  return {
    year,
    month: shifted.getUTCMonth() + 1,
    day: shifted.getUTCDate(),
    hour: shifted.getUTCHours(),
    minute: shifted.getUTCMinutes(),
    second: shifted.getUTCSeconds(),
    weekday: shifted.getUTCDay(),
    yearday: Math.floor((shifted.getTime() - Date.UTC(year, 0, 1)) / 86_400_000) + 1,
    offset,
    // What C's gmtime calls it.
    zone: utc ? 'GMT' : zoneName(date),
    time,
  };
}

type Directive = (at: TimeParts) => string | [value: number, width: number, fill?: string];

const DIRECTIVES: Readonly<Record<string, Directive>> = {
  a: (at) => DAYS[at.weekday]!.slice(0, 3),
  A: (at) => DAYS[at.weekday]!,
  b: (at) => MONTHS[at.month - 1]!.slice(0, 3),
  h: (at) => MONTHS[at.month - 1]!.slice(0, 3),
  B: (at) => MONTHS[at.month - 1]!,
  c: (at) => strftime('%a %b %e %H:%M:%S %Y', at),
  C: (at) => [Math.floor(at.year / 100), 2],
  d: (at) => [at.day, 2],
  D: (at) => strftime('%m/%d/%y', at),
  e: (at) => [at.day, 2, ' '],
  F: (at) => strftime('%Y-%m-%d', at),
  g: (at) => [isoWeek(at).year % 100, 2],
  G: (at) => [isoWeek(at).year, 1],
  H: (at) => [at.hour, 2],
  I: (at) => [at.hour % 12 || 12, 2],
  j: (at) => [at.yearday, 3],
  k: (at) => [at.hour, 2, ' '],
  l: (at) => [at.hour % 12 || 12, 2, ' '],
  m: (at) => [at.month, 2],
  M: (at) => [at.minute, 2],
  n: () => '\n',
  p: (at) => (at.hour < 12 ? 'AM' : 'PM'),
  P: (at) => (at.hour < 12 ? 'am' : 'pm'),
  r: (at) => strftime('%I:%M:%S %p', at),
  R: (at) => strftime('%H:%M', at),
  s: (at) => [Math.floor(at.time / 1000), 1],
  S: (at) => [at.second, 2],
  t: () => '\t',
  T: (at) => strftime('%H:%M:%S', at),
  u: (at) => [at.weekday || 7, 1],
  U: (at) => [Math.floor((at.yearday + 6 - at.weekday) / 7), 2],
  V: (at) => [isoWeek(at).week, 2],
  w: (at) => [at.weekday, 1],
  W: (at) => [Math.floor((at.yearday + 6 - ((at.weekday + 6) % 7)) / 7), 2],
  x: (at) => strftime('%m/%d/%y', at),
  X: (at) => strftime('%H:%M:%S', at),
  y: (at) => [at.year % 100, 2],
  Y: (at) => [at.year, 1],
  z: (at) => offsetText(at.offset),
  Z: (at) => at.zone,
  '%': () => '%',
};

/** C's `strftime` in the C locale, with glibc's `-` and `_` (`%-d`). What it does not know stays as it is. */
export function strftime(format: string, at: TimeParts): string {
  return format.replace(/%([-_]?)([A-Za-z%])/g, (whole, flag: string, letter: string) => {
    const value = DIRECTIVES[letter]?.(at);
    if (value === undefined) return whole;
    if (typeof value === 'string') return value;
    const [number, width, fill = '0'] = value;
    if (flag === '-') return String(number);
    return String(number).padStart(width, flag === '_' ? ' ' : fill);
  });
}

function offsetText(minutes: number): string {
  const size = Math.abs(minutes);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}${two(size % 60)}`;
}

/** ISO 8601: a week belongs to the year that has its Thursday. */
function isoWeek(at: TimeParts): { year: number; week: number } {
  const day = Date.UTC(at.year, at.month - 1, at.day);
  const thursday = day + (4 - (at.weekday || 7)) * 86_400_000;
  const year = new Date(thursday).getUTCFullYear();
  return { year, week: Math.floor((thursday - Date.UTC(year, 0, 1)) / (7 * 86_400_000)) + 1 };
}
