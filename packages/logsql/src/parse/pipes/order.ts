import type { Pipe, SortKey } from '../../ast/pipe.ts';
import type { Cursor } from '../cursor.ts';
import { atCount, atPipeEnd, parseBy, parseCount, parseField } from './parts.ts';

const DEFAULT_LIMIT = 10;

export function parseLimit(cursor: Cursor): Pipe {
  return {
    kind: 'limit',
    count: atPipeEnd(cursor) ? DEFAULT_LIMIT : parseCount(cursor, 'a number of records'),
  };
}

export function parseOffset(cursor: Cursor): Pipe {
  return { kind: 'offset', count: parseCount(cursor, 'a number of records') };
}

export function parseSample(cursor: Cursor): Pipe {
  const token = cursor.token;
  const count = parseCount(cursor, 'one in how many');
  if (count < 1) cursor.fail('A sample of one in 0', 'Write a number from 1.', token);
  return { kind: 'sample', count };
}

function parseKey(cursor: Cursor): SortKey {
  const field = parseField(cursor);
  return { field, descending: parseDirection(cursor) };
}

/** `desc`, `asc` or nothing. */
function parseDirection(cursor: Cursor): boolean {
  if (cursor.accept('desc')) return true;
  cursor.accept('asc');
  return false;
}

export function parseSort(cursor: Cursor): Pipe {
  const by = cursor.is('by', '(') ? parseBy(cursor, parseKey) : [];
  const descending = parseDirection(cursor);
  let offset = 0;
  let limit: number | null = null;
  let partition: string[] = [];
  let rank = '';
  for (;;) {
    if (cursor.accept('offset')) offset = parseCount(cursor, 'a number of records');
    else if (cursor.accept('limit')) limit = parseCount(cursor, 'a number of records');
    else if (cursor.accept('partition')) partition = parseBy(cursor, parseField);
    else if (cursor.is('rank')) rank = parseRank(cursor);
    else return { kind: 'sort', by, descending, offset, limit, partition, rank };
  }
}

/** `rank` or `rank as name`; empty if there is none. */
export function parseRank(cursor: Cursor): string {
  if (!cursor.accept('rank')) return '';
  const named = cursor.accept('as');
  return named || !(atPipeEnd(cursor) || cursor.is('partition', 'limit', 'offset'))
    ? parseField(cursor)
    : 'rank';
}

export function parseFirst(cursor: Cursor, kind: 'first' | 'last'): Pipe {
  const count = atCount(cursor) ? parseCount(cursor, 'a number of records') : 1;
  const by = cursor.is('by', '(') ? parseBy(cursor, parseKey) : [];
  let partition: string[] = [];
  let rank = '';
  for (;;) {
    if (cursor.accept('partition')) partition = parseBy(cursor, parseField);
    else if (cursor.is('rank')) rank = parseRank(cursor);
    else return { kind, count, by, partition, rank };
  }
}
