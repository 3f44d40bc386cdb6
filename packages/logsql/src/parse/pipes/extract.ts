import type { Pipe } from '../../ast/pipe.ts';
import { parseExtractPattern, parseFormatPattern } from '../../text/pattern.ts';
import type { Cursor } from '../cursor.ts';
import { checkRegexp } from '../regexp.ts';
import { parseCondition, parseField, parseFieldAfter, parseText, parseWriteRules } from './parts.ts';

export function parseExtract(cursor: Cursor): Pipe {
  const condition = parseCondition(cursor);
  const token = cursor.token;
  const pattern = parseText(cursor, 'a pattern such as "ip=<ip> "');
  const problem = parseExtractPattern(pattern).problem;
  if (problem !== '')
    cursor.fail(problem, 'Write texts with <fields> between them: "ip=<ip> user=<user>".', token);
  const from = parseFieldAfter(cursor, 'from');
  return { kind: 'extract', pattern, from, ...parseWriteRules(cursor), condition };
}

export function parseExtractRegexp(cursor: Cursor): Pipe {
  const condition = parseCondition(cursor);
  const token = cursor.token;
  const pattern = parseText(cursor, 'a regular expression with named groups');
  const groups = checkRegexp(cursor, pattern, token);
  if (groups.length === 0) {
    cursor.fail(
      'A regular expression without named groups',
      'Name what is extracted: "ip=(?P<ip>[0-9.]+)".',
      token,
    );
  }
  const from = parseFieldAfter(cursor, 'from');
  return { kind: 'extract_regexp', pattern, from, ...parseWriteRules(cursor), condition };
}

export function parseFormat(cursor: Cursor): Pipe {
  const condition = parseCondition(cursor);
  const token = cursor.token;
  const pattern = parseText(cursor, 'a pattern such as "<service>: <_msg>"');
  const problem = parseFormatPattern(pattern).problem;
  if (problem !== '')
    cursor.fail(problem, 'Write texts with <fields> between them: "<service>: <_msg>".', token);
  const as = cursor.accept('as') ? parseField(cursor) : '_msg';
  return { kind: 'format', pattern, as, ...parseWriteRules(cursor), condition };
}
