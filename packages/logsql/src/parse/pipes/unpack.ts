import type { FieldPattern, Pipe } from '../../ast/pipe.ts';
import { nanosOfDuration } from '../../text/duration.ts';
import type { Cursor } from '../cursor.ts';
import {
  atPipeEnd,
  parseBy,
  parseCondition,
  parseField,
  parseFieldPattern,
  parseParenthesised,
  parseText,
} from './parts.ts';

export function parseUnpack(cursor: Cursor, kind: 'unpack_json' | 'unpack_logfmt'): Pipe {
  const condition = parseCondition(cursor);
  let from = '_msg';
  let fields: FieldPattern[] = [];
  let resultPrefix = '';
  let keepOriginal = false;
  let skipEmpty = false;
  for (;;) {
    if (cursor.accept('from')) from = parseField(cursor);
    else if (cursor.accept('fields')) fields = parseParenthesised(cursor, parseFieldPattern);
    else if (cursor.accept('result_prefix')) resultPrefix = parseText(cursor, 'a prefix');
    else if (cursor.accept('keep_original_fields')) keepOriginal = true;
    else if (cursor.accept('skip_empty_results')) skipEmpty = true;
    else if (atPipeEnd(cursor) || from !== '_msg') break;
    else from = parseField(cursor);
  }
  return { kind, from, fields: withoutStar(fields), resultPrefix, keepOriginal, skipEmpty, condition };
}

/** A list with `*` in it means every field, as no list does. */
export function withoutStar(fields: FieldPattern[]): FieldPattern[] {
  return fields.some(({ name, prefix }) => prefix && name === '') ? [] : fields;
}

export function parseUnpackSyslog(cursor: Cursor): Pipe {
  const condition = parseCondition(cursor);
  let from = '_msg';
  let offset = '';
  let resultPrefix = '';
  let keepOriginal = false;
  for (;;) {
    if (cursor.accept('from')) from = parseField(cursor);
    else if (cursor.accept('offset')) offset = parseDuration(cursor);
    else if (cursor.accept('result_prefix')) resultPrefix = parseText(cursor, 'a prefix');
    else if (cursor.accept('keep_original_fields')) keepOriginal = true;
    else return { kind: 'unpack_syslog', from, offset, resultPrefix, keepOriginal, condition };
  }
}

export function parseDuration(cursor: Cursor): string {
  const token = cursor.token;
  const text = cursor.value('a duration', 'Write a duration such as 5m or 1h30m.');
  if (nanosOfDuration(text) === undefined)
    cursor.fail('Expected a duration', 'Write a duration such as 5m.', token);
  return text;
}

export function parseUnpackWords(cursor: Cursor): Pipe {
  cursor.accept('from');
  const from = atPipeEnd(cursor) || cursor.is('as', 'drop_duplicates') ? '_msg' : parseField(cursor);
  const as = cursor.accept('as') ? parseField(cursor) : from;
  return { kind: 'unpack_words', from, as, dropDuplicates: cursor.accept('drop_duplicates') };
}

export function parseUnroll(cursor: Cursor): Pipe {
  const condition = parseCondition(cursor);
  const by = cursor.is('by', '(') ? parseBy(cursor, parseField) : [parseField(cursor)];
  return { kind: 'unroll', by, condition };
}
