import type { Pipe } from '../../ast/pipe.ts';
import type { Cursor } from '../cursor.ts';
import { checkRegexp } from '../regexp.ts';
import { atPipeEnd, parseCondition, parseCount, parseField, parseFieldAfter, parseText } from './parts.ts';

export function parseReplace(cursor: Cursor, kind: 'replace' | 'replace_regexp'): Pipe {
  const hint = `Write ${kind} ("old", "new") at field.`;
  const condition = parseCondition(cursor);
  cursor.expect('(', hint);
  const token = cursor.token;
  const old = parseText(cursor, 'what to replace');
  if (kind === 'replace_regexp') checkRegexp(cursor, old, token);
  cursor.expect(',', hint);
  const replacement = parseText(cursor, 'what to put in its place');
  cursor.expect(')', hint);
  const at = parseFieldAfter(cursor, 'at');
  const limit = cursor.accept('limit') ? parseCount(cursor, 'a number of replacements') : null;
  return { kind, old, replacement, at, limit, condition };
}

export function parseDecolorize(cursor: Cursor): Pipe {
  return { kind: 'decolorize', field: atPipeEnd(cursor) ? '_msg' : parseField(cursor) };
}

export function parseCollapseNums(cursor: Cursor): Pipe {
  const condition = parseCondition(cursor);
  let at = '_msg';
  let prettify = false;
  for (;;) {
    if (cursor.accept('at')) at = parseField(cursor);
    else if (cursor.accept('prettify')) prettify = true;
    else return { kind: 'collapse_nums', at, prettify, condition };
  }
}

/** `len(field) as name` and its like. */
export function parseMeasure(cursor: Cursor, kind: 'len' | 'hash' | 'json_array_len'): Pipe {
  const hint = `Write ${kind}(field) as name.`;
  cursor.expect('(', hint);
  const field = parseField(cursor);
  cursor.expect(')', hint);
  const named = cursor.accept('as') || !atPipeEnd(cursor);
  return { kind, field, as: named ? parseField(cursor) : `${kind}(${field})` };
}
