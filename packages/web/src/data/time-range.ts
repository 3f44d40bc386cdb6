import { rowTime } from '../table/time.ts';
import type { Zone } from '../time/zone.ts';

/** Either the last while (`15m`, `6h`, `7d`, `all`) or a span between two RFC 3339 times. */
export type TimeRange = { last: string } | { from: string; to: string };

const UNIT_MS: Record<string, number> = { s: 1e3, m: 60e3, h: 3600e3, d: 86_400e3, w: 604_800e3 };

/** The choices that the picker offers, shortest first. */
export const LAST_CHOICES = ['5m', '15m', '1h', '6h', '24h', '7d', '30d', 'all'] as const;

/** Milliseconds of `15m`; undefined when the text is no such length; Infinity for `all`. */
export function lengthOf(last: string): number | undefined {
  if (last === 'all') return Number.POSITIVE_INFINITY;
  const match = /^(\d{1,6})([smhdw])$/.exec(last);
  return match === null ? undefined : Number(match[1]) * UNIT_MS[match[2]!]!;
}

export interface Bounds {
  start?: string;
  end?: string;
}

/** The times to ask the server for. The last while has no end, so records of skewed clocks are not cut off. */
export function boundsOf(range: TimeRange, now: number): Bounds {
  if ('from' in range) return { start: range.from, end: range.to };
  const length = lengthOf(range.last) ?? Number.POSITIVE_INFINITY;
  return length === Number.POSITIVE_INFINITY ? {} : { start: new Date(now - length).toISOString() };
}

/** Start and end in milliseconds; the last while ends now, and all time is the last 30 days. */
export function spanOf(range: TimeRange, now: number): { start: number; end: number } {
  if ('from' in range) return { start: Date.parse(range.from), end: Date.parse(range.to) };
  const length = lengthOf(range.last) ?? Number.POSITIVE_INFINITY;
  return { start: now - (Number.isFinite(length) ? length : 30 * UNIT_MS.d!), end: now };
}

const WORDS: Record<string, string> = { s: 'second', m: 'minute', h: 'hour', d: 'day', w: 'week' };

/** `Last 15 minutes`, `All time`, or the two times of a span on the clock of a zone. */
export function labelOf(range: TimeRange, zone?: Zone): string {
  if ('from' in range) return `${shortTime(range.from, zone)} – ${shortTime(range.to, zone)}`;
  const match = /^(\d+)([smhdw])$/.exec(range.last);
  if (match === null) return 'All time';
  const word = WORDS[match[2]!]!;
  return match[1] === '1' ? `Last ${word}` : `Last ${match[1]} ${word}s`;
}

function shortTime(text: string, zone: Zone): string {
  const ms = Date.parse(text);
  return Number.isNaN(ms) ? text : rowTime(text, { zone, ago: false }, Date.now()).replace(/\.000$/, '');
}
