import { nanosOfDuration } from './duration.ts';

/** From the first nanosecond to the last, both included. */
export interface Span {
  first: bigint;
  last: bigint;
}

const ZONE = '(Z|z|[-+]\\d\\d:\\d\\d)?';
const PARTIAL = new RegExp(
  `^(\\d{4})(?:-(\\d\\d)(?:-(\\d\\d)(?:[T ](\\d\\d)(?::(\\d\\d)(?::(\\d\\d)(?:\\.(\\d{1,9}))?)?)?)?)?)?${ZONE}$`,
);
const SECOND = 1_000_000_000n;

/**
 * What a written time covers: `2026` a year, `2026-07` a month, `2026-07-01T10:15` a minute, a fraction of a
 * second that one decimal place. Zones are `Z` or `+hh:mm`; without one it is UTC. Undefined if the text is no time.
 */
export function spanOfTime(text: string): Span | undefined {
  const match = PARTIAL.exec(text);
  if (match === null) return undefined;
  const [, year, month, day, hour, minute, second, fraction, zone] = match;
  const parts = [year, month, day, hour, minute, second].map((part) =>
    part === undefined ? undefined : Number(part),
  );
  const from = utc(parts);
  if (from === undefined) return undefined;
  const shift = BigInt(zoneSeconds(zone)) * SECOND;
  let first = from - shift;
  if (fraction !== undefined) {
    first += BigInt(fraction.padEnd(9, '0'));
    return { first, last: first + 10n ** BigInt(9 - fraction.length) - 1n };
  }
  const known = parts.filter((part) => part !== undefined).length;
  const next = parts.slice(0, known) as number[];
  next[known - 1] = next[known - 1]! + 1;
  return { first, last: utcCarrying(next) - shift - 1n };
}

function utc(parts: (number | undefined)[]): bigint | undefined {
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = parts;
  const valid = month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month) && hour <= 24;
  if (!valid || minute > 59 || second > 60) return undefined;
  return utcCarrying([year, month, day, hour, minute, second]);
}

function daysIn(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** Values beyond their unit carry over, as in month 13. */
function utcCarrying([year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0]: number[]): bigint {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  date.setUTCHours(hour, minute, second, 0);
  return BigInt(date.getTime()) * 1_000_000n;
}

function zoneSeconds(zone: string | undefined): number {
  if (zone === undefined || zone === 'Z' || zone === 'z') return 0;
  const seconds = Number(zone.slice(1, 3)) * 3600 + Number(zone.slice(4, 6)) * 60;
  return zone.startsWith('-') ? -seconds : seconds;
}

/**
 * A bound of a time range: what {@link spanOfTime} reads, `now`, a duration before now (`5m`, `-5m`, `now-5m`), or a
 * number since 1970 whose size tells its unit (seconds, milliseconds, microseconds, nanoseconds).
 */
export function spanOfBound(text: string, now: bigint): Span | undefined {
  const span = spanOfTime(text);
  // Four digits are a year.
  if (span !== undefined) return span;
  const at = instantOfBound(text, now);
  return at === undefined ? undefined : { first: at, last: at };
}

function instantOfBound(text: string, now: bigint): bigint | undefined {
  if (text.toLowerCase() === 'now') return now;
  const relative = nanosOfDuration(text.replace(/^now(?=-)/i, ''));
  if (relative !== undefined) return relative < 0n ? now + relative : now - relative;
  return nanosOfDigits(text);
}

function nanosOfDigits(text: string): bigint | undefined {
  const match = /^(\d{5,19})(?:\.(\d{1,9}))?$/.exec(text);
  if (match === null) return undefined;
  const whole = match[1]!;
  const places = whole.length <= 11 ? 9 : whole.length <= 14 ? 6 : whole.length <= 16 ? 3 : 0;
  return (
    BigInt(whole) * 10n ** BigInt(places) + BigInt((match[2] ?? '').padEnd(places, '0').slice(0, places) || 0)
  );
}

/**
 * The pattern of a value of a record that counts as a time: RFC 3339 with its zone, in the years that int64
 * nanoseconds hold. The SQL uses the same.
 */
export const TIME_PATTERN =
  '^(?:19[0-9]{2}|2[01][0-9]{2}|22[0-5][0-9])-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])[T ]' +
  '(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\\.[0-9]{1,9})?(?:Z|[-+](?:0[0-9]|1[0-4]):[0-5][0-9])$';
const TIME = new RegExp(TIME_PATTERN);

/** Nanoseconds since 1970 of an RFC 3339 time with its zone, or undefined. */
export function nanosOfTime(text: string): bigint | undefined {
  return TIME.test(text) ? spanOfTime(text)?.first : undefined;
}

/** RFC 3339 in UTC with nine digits, as records have it. */
export function formatNanos(nanos: bigint): string {
  let ms = nanos / 1_000_000n;
  let rest = nanos % 1_000_000n;
  if (rest < 0n) {
    rest += 1_000_000n;
    ms -= 1n;
  }
  return `${new Date(Number(ms)).toISOString().slice(0, -1)}${String(rest).padStart(6, '0')}Z`;
}
