import type { Pipe } from '../../ast/pipe.ts';
import type { Cursor } from '../cursor.ts';
import { parseQueryInParentheses } from '../subquery.ts';
import { parseBy, parseCount, parseField, parseText } from './parts.ts';
import { parseDuration } from './unpack.ts';

export function parseStreamContext(cursor: Cursor): Pipe {
  const start = cursor.token;
  let before = 0;
  let after = 0;
  let window = '1h';
  for (;;) {
    if (cursor.accept('before')) before = parseCount(cursor, 'a number of records');
    else if (cursor.accept('after')) after = parseCount(cursor, 'a number of records');
    else if (cursor.accept('time_window')) window = parseDuration(cursor);
    else break;
  }
  if (before === 0 && after === 0) {
    cursor.fail('A context of no records', 'Write stream_context before 5 after 5.', start);
  }
  return { kind: 'stream_context', before, after, window };
}

export function parseJoin(cursor: Cursor): Pipe {
  const by = parseBy(cursor, parseField);
  const query = parseQueryInParentheses(cursor);
  let inner = false;
  let prefix = '';
  for (;;) {
    if (cursor.accept('inner')) inner = true;
    else if (cursor.accept('prefix')) prefix = parseText(cursor, 'a prefix');
    else return { kind: 'join', by, query, inner, prefix };
  }
}

export function parseUnion(cursor: Cursor): Pipe {
  return { kind: 'union', query: parseQueryInParentheses(cursor) };
}
