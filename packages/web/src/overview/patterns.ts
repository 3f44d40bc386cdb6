import { LEVELS, type Level } from '@logboom/core';
import { PATTERN_WILDCARD } from '@logboom/logsql';
import { request } from '../data/api-error.ts';
import { fetchRows } from '../data/rows.ts';

/** Messages that differ only in their numbers, ids and quoted parts, as `/api/v1/patterns` gives them. */
export interface Pattern {
  /** With `<*>` in place of what varies. */
  pattern: string;
  count: number;
  level: Level;
  services: string[];
  /** RFC 3339. */
  first: string;
  last: string;
  /** Counts in equal parts of the range. */
  trend: number[];
}

/** The patterns of errors: how many there are in all, and the first of them. */
export interface ErrorPatterns {
  patterns: Pattern[];
  total: number;
  records: number;
}

export const ERRORS = 'level:in(error, fatal)';
const MOST = 50;
const TREND = 24;

/** The commonest patterns of errors since a moment. @throws ApiError */
export async function fetchErrorPatterns(start: number, signal: AbortSignal): Promise<ErrorPatterns> {
  const body = new URLSearchParams({
    query: ERRORS,
    start: new Date(start).toISOString(),
    end: 'now',
    limit: String(MOST),
    trend: String(TREND),
  });
  const response = await request('/api/v1/patterns', { method: 'POST', body, signal });
  const { patterns, total, records } = (await response.json()) as ErrorPatterns;
  return { patterns: patterns.map((each) => ({ ...each, level: levelOf(each.level) })), total, records };
}

/** The newest of the patterns that came first after a moment and not in the time before it that is looked at. */
export interface NewPatterns {
  patterns: Pattern[];
  /** Whether there are any records before the moment: without them everything would be new. */
  hasBefore: boolean;
}

/** Patterns whose first record came at or after `since`, looking back to `start`. @throws ApiError */
export async function fetchNewPatterns(
  start: number,
  since: number,
  signal: AbortSignal,
): Promise<NewPatterns> {
  const bounds = { start: new Date(start).toISOString() };
  const moment = new Date(since).toISOString();
  const query = `* | patterns since ${moment} | filter new:true | sort by (first desc) | limit ${MOST}`;
  const [rows, before] = await Promise.all([
    fetchRows(query, bounds, MOST, signal),
    fetchRows('*', { ...bounds, end: moment }, 1, signal),
  ]);
  return {
    hasBefore: before.length > 0,
    patterns: rows.map(({ pattern = '', hits, level, services, first = '', last = '' }) => ({
      pattern,
      count: Number(hits),
      level: levelOf(level),
      services: JSON.parse(services ?? '[]') as string[],
      first,
      last,
      trend: [],
    })),
  };
}

const levelOf = (level: string | undefined): Level => LEVELS.find((known) => known === level) ?? 'info';

/** A phrase of the pattern that finds its records: its longest part without anything that varies. */
export function phraseOf(pattern: string): string {
  const parts = pattern
    .split(PATTERN_WILDCARD)
    .map((part) => part.trim().replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, ''));
  return parts.reduce((longest, part) => (part.length > longest.length ? part : longest), '');
}
