/**
 * Times are kept as two numbers where speed counts: whole milliseconds since 1970 and the nanoseconds
 * inside that millisecond (0..999,999). Together they hold any int64 of nanoseconds exactly.
 */
export interface Instant {
  ms: number;
  ns: number;
}

/** 1990-01-01 in milliseconds: nothing logged before. */
export const EARLIEST_MS = 631_152_000_000;
export const DAY_MS = 86_400_000;

/**
 * Reads a number since 1970 whose unit its size tells: seconds, milliseconds, microseconds or nanoseconds.
 * Fractions are kept. Numbers between 1e8 (1973) and 1e20 are times; others are not.
 */
export function instantOfNumber(value: number, into: Instant): boolean {
  const size = Math.abs(value);
  if (!(size >= 1e8 && size < 1e20)) return false;
  if (size < 1e11) return fromSeconds(value, into);
  if (size < 1e14) return fromMillis(value, into);
  if (size < 1e17) return fromMillis(value / 1e3, into);
  return fromMillis(value / 1e6, into);
}

function fromSeconds(value: number, into: Instant): boolean {
  // A double holds about 0.2 us of a time in seconds: round to the microsecond, which is what sources mean.
  const micros = Math.round(value * 1e6);
  into.ms = Math.floor(micros / 1e3);
  into.ns = (micros - into.ms * 1e3) * 1e3;
  return true;
}

function fromMillis(value: number, into: Instant): boolean {
  into.ms = Math.floor(value);
  into.ns = Math.min(999_999, Math.round((value - into.ms) * 1e3) * 1e3);
  return true;
}

/** Reads decimal digits (with a sign and a fraction) exactly: nanoseconds as text lose nothing. */
export function instantOfDigits(text: string, into: Instant): boolean {
  const point = digitsEnd(text, 0);
  // Up to 8,999,999,999,999,999 a double is exact.
  const isExact = point <= 15 || (point === 16 && text.charCodeAt(0) < 57);
  if (point >= 9 && isExact) return fromDigits(text, point, into);
  const match = /^(-?\d{9,19})(?:\.(\d+))?$/.exec(text);
  if (match === null) return false;
  const whole = match[1]!;
  const digits = whole.length - (whole.startsWith('-') ? 1 : 0);
  if (digits < 9) return false;
  const scale = digits <= 11 ? 9 : digits <= 14 ? 6 : digits <= 16 ? 3 : 0;
  const fraction = (match[2] ?? '').padEnd(scale, '0').slice(0, scale);
  return instantOfNanos(BigInt(whole + fraction), into);
}

function digitsEnd(text: string, from: number): number {
  let at = from;
  for (; at < text.length; at++) {
    const value = digit(text, at);
    if (!(value >= 0 && value <= 9)) break;
  }
  return at;
}

/** Seconds, milliseconds or microseconds: the digits before the point are exact in a double. */
function fromDigits(text: string, point: number, into: Instant): boolean {
  if (point < text.length) {
    if (text.charCodeAt(point) !== 46 || point + 1 === text.length) return false;
    if (digitsEnd(text, point + 1) !== text.length) return false;
  }
  const whole = Number(text.slice(0, point));
  const perUnit = point <= 11 ? 1_000_000_000 : point <= 14 ? 1_000_000 : 1_000;
  let nanos = 0;
  for (let at = point + 1, scale = perUnit / 10; at < text.length && scale >= 1; at++, scale /= 10) {
    nanos += digit(text, at) * scale;
  }
  if (perUnit === 1_000) {
    into.ms = Math.floor(whole / 1_000);
    into.ns = (whole - into.ms * 1_000) * 1_000 + nanos;
    return true;
  }
  const ms = Math.floor(nanos / 1_000_000);
  into.ms = whole * (perUnit / 1_000_000) + ms;
  into.ns = nanos - ms * 1_000_000;
  return true;
}

/** Splits int64 nanoseconds. */
export function instantOfNanos(nanos: bigint, into: Instant): boolean {
  const ms = nanos / 1_000_000n;
  let rest = Number(nanos - ms * 1_000_000n);
  into.ms = Number(ms);
  if (rest < 0) {
    into.ms--;
    rest += 1_000_000;
  }
  into.ns = rest;
  return true;
}

/** Joins to int64 nanoseconds since 1970. */
export function nanosOf(ms: number, ns: number): bigint {
  return BigInt(ms) * 1_000_000n + BigInt(ns);
}

const digit = (text: string, at: number): number => text.charCodeAt(at) - 48;
const two = (text: string, at: number): number => digit(text, at) * 10 + digit(text, at + 1);

/**
 * Reads text as a time: RFC 3339 and its usual deviations (a blank for T, a comma for the point, no zone:
 * then UTC, `+0100`), digits since 1970, the access log's `17/Nov/2024:10:15:30 +0000`, and what
 * `Date.parse` knows otherwise.
 */
export function instantOfText(text: string, into: Instant): boolean {
  const length = text.length;
  if (length >= 19 && text.charCodeAt(4) === 45 && text.charCodeAt(7) === 45) {
    return instantOfIso(text, into);
  }
  if (instantOfDigits(text, into)) return true;
  const access = /^(\d\d)\/(\w{3})\/(\d{4}):(\d\d:\d\d:\d\d) ([+-]\d{4})$/.exec(text);
  const ms = Date.parse(access ? `${access[1]} ${access[2]} ${access[3]} ${access[4]} ${access[5]}` : text);
  if (Number.isNaN(ms) || !/\d{2}:\d{2}|\d{4}-\d{2}-\d{2}/.test(text)) return false;
  into.ms = ms;
  into.ns = 0;
  return true;
}

function instantOfIso(text: string, into: Instant): boolean {
  const year = two(text, 0) * 100 + two(text, 2);
  const month = two(text, 5);
  const day = two(text, 8);
  const hour = two(text, 11);
  const minute = two(text, 14);
  const second = two(text, 17);
  const valid =
    year >= 0 &&
    month >= 1 &&
    month <= 12 &&
    day >= 1 &&
    day <= 31 &&
    hour <= 24 &&
    minute <= 59 &&
    second <= 60;
  if (!valid) return false;
  let at = 19;
  let fraction = 0;
  const mark = text.charCodeAt(at);
  if (mark === 46 || mark === 44) {
    let scale = 100_000_000;
    for (at++; at < text.length; at++) {
      const value = digit(text, at);
      if (!(value >= 0 && value <= 9)) break;
      fraction += value * scale;
      scale = Math.floor(scale / 10);
    }
  }
  const offset = zoneMinutes(text, at);
  if (Number.isNaN(offset)) return false;
  const base = Date.UTC(year, month - 1, day, hour, minute, second) - offset * 60_000;
  if (Number.isNaN(base)) return false;
  into.ms = base + Math.floor(fraction / 1e6);
  into.ns = fraction % 1_000_000;
  return true;
}

/** Minutes east of UTC of the zone at the end of a text; NaN if what stands there is none. */
function zoneMinutes(text: string, from: number): number {
  if (from === text.length) return 0;
  const first = text.charCodeAt(from);
  if ((first === 90 || first === 122) && from + 1 === text.length) return 0;
  const zone = /^ ?(?:(UTC|GMT|Z)|([+-])(\d\d):?(\d\d)?)$/.exec(text.slice(from));
  if (zone === null) return Number.NaN;
  if (zone[1] !== undefined) return 0;
  const minutes = Number(zone[3]) * 60 + Number(zone[4] ?? 0);
  return zone[2] === '-' ? -minutes : minutes;
}

/** RFC 3339 in UTC with nine digits of a second: `2026-07-01T10:15:30.123456789Z`. */
export function formatInstant(ms: number, ns: number): string {
  return `${new Date(ms).toISOString().slice(0, -1)}${String(ns).padStart(6, '0')}Z`;
}
