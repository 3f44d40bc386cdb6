import type { Pipe } from '../../ast/pipe.ts';
import type { Cursor } from '../cursor.ts';
import { parseRank } from './order.ts';
import { atCount, parseBy, parseCount, parseField } from './parts.ts';

const DEFAULT_COUNT = 10;
const DEFAULT_MAX_VALUES = 1000;
const DEFAULT_MAX_LENGTH = 128;

export function parseTop(cursor: Cursor): Pipe {
  const count = atCount(cursor) ? parseCount(cursor, 'a number of values') : DEFAULT_COUNT;
  const by = parseBy(cursor, parseField);
  let hits = 'hits';
  let rank = '';
  for (;;) {
    cursor.accept('with');
    if (cursor.accept('hits')) hits = parseName(cursor, 'hits');
    else if (cursor.is('rank')) rank = parseRank(cursor);
    else return { kind: 'top', count, by, hits, rank };
  }
}

/** `as name`, or the default. */
function parseName(cursor: Cursor, standard: string): string {
  return cursor.accept('as') ? parseField(cursor) : standard;
}

export function parseUniq(cursor: Cursor): Pipe {
  const by = parseBy(cursor, parseField);
  let hits = '';
  let limit: number | null = null;
  for (;;) {
    cursor.accept('with');
    if (cursor.accept('hits')) hits = parseName(cursor, 'hits');
    else if (cursor.accept('limit')) limit = parseCount(cursor, 'a number of values');
    else return { kind: 'uniq', by, hits, limit };
  }
}

export function parseFacets(cursor: Cursor): Pipe {
  const count = atCount(cursor) ? parseCount(cursor, 'a number of values') : DEFAULT_COUNT;
  let maxValuesPerField = DEFAULT_MAX_VALUES;
  let maxValueLength = DEFAULT_MAX_LENGTH;
  let keepConstFields = false;
  for (;;) {
    if (cursor.accept('max_values_per_field')) maxValuesPerField = parseCount(cursor, 'a number of values');
    else if (cursor.accept('max_value_len')) maxValueLength = parseCount(cursor, 'a number of bytes');
    else if (cursor.accept('keep_const_fields')) keepConstFields = true;
    else return { kind: 'facets', count, maxValuesPerField, maxValueLength, keepConstFields };
  }
}

export function parseFieldNames(cursor: Cursor): Pipe {
  return { kind: 'field_names', as: parseName(cursor, 'name') };
}

export function parseFieldValues(cursor: Cursor): Pipe {
  const field = parseField(cursor);
  const limit = cursor.accept('limit') ? parseCount(cursor, 'a number of values') : null;
  return { kind: 'field_values', field, limit };
}
