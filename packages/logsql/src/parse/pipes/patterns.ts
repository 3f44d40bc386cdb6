import type { Pipe } from '../../ast/pipe.ts';
import { MAX_TREND } from '../../limits.ts';
import { spanOfBound } from '../../text/instant.ts';
import type { Cursor } from '../cursor.ts';
import { parseCount, parseField } from './parts.ts';

const DEFAULT_TREND = 30;

export function parsePatterns(cursor: Cursor): Pipe {
  let at = '_msg';
  let since = '';
  let trend = DEFAULT_TREND;
  let limit: number | null = null;
  for (;;) {
    if (cursor.accept('at')) at = parseField(cursor);
    else if (cursor.accept('since')) since = parseSince(cursor);
    else if (cursor.accept('trend')) trend = parseTrend(cursor);
    else if (cursor.accept('limit')) limit = parseCount(cursor, 'a number of patterns');
    else return { kind: 'patterns', at, since, trend, limit };
  }
}

function parseSince(cursor: Cursor): string {
  const hint = 'Write a time (2026-07-01T10:15Z) or how long ago (1h).';
  const token = cursor.token;
  const text = cursor.compound('a time', hint, true);
  if (spanOfBound(text, 0n) === undefined) cursor.fail(`"${text}" is no time`, hint, token);
  return text;
}

function parseTrend(cursor: Cursor): number {
  const token = cursor.token;
  const count = parseCount(cursor, 'a number of buckets');
  if (count < 1 || count > MAX_TREND) {
    cursor.fail(`A trend of ${count} buckets`, `Write a number from 1 to ${MAX_TREND}.`, token);
  }
  return count;
}
