import type { Filter } from '../../ast/filter.ts';
import type { FieldPattern, WriteRules } from '../../ast/pipe.ts';
import { countOfLiteral } from '../../text/number.ts';
import type { Cursor } from '../cursor.ts';
import { acceptStar, parseFilter } from '../filter.ts';

/** Parts that several pipes share. */

const FIELD_HINT = 'Write the name of a field; quote it if it has special characters.';

export function parseField(cursor: Cursor): string {
  return cursor.compound('the name of a field', FIELD_HINT, false);
}

/** `host`, `k8s.*` or `*`. */
export function parseFieldPattern(cursor: Cursor): FieldPattern {
  if (cursor.accept('*')) return { name: '', prefix: true };
  const name = parseField(cursor);
  return { name, prefix: acceptStar(cursor) };
}

/** `a, b, c` without parentheses. */
export function parseFieldPatterns(cursor: Cursor): FieldPattern[] {
  const fields = [parseFieldPattern(cursor)];
  while (cursor.accept(',')) fields.push(parseFieldPattern(cursor));
  return fields;
}

/** `(a, b, c)`; an item is read by `parse`. */
export function parseParenthesised<T>(cursor: Cursor, parse: (cursor: Cursor) => T): T[] {
  const hint = 'Write fields in parentheses, with commas between them: (a, b).';
  cursor.expect('(', hint);
  const items: T[] = [];
  while (!cursor.accept(')')) {
    items.push(parse(cursor));
    if (!cursor.is(')')) cursor.expect(',', hint);
  }
  return items;
}

/** `by (a, b)`; `by` may be left out. At least one field must stand there. */
export function parseBy<T>(cursor: Cursor, parse: (cursor: Cursor) => T): T[] {
  cursor.accept('by');
  const start = cursor.token;
  const items = parseParenthesised(cursor, parse);
  if (items.length === 0) cursor.fail('Expected a field', FIELD_HINT, start);
  return items;
}

/** A whole number from 0, such as `10`, `1_000` or `10K`. */
export function parseCount(cursor: Cursor, what: string): number {
  const token = cursor.token;
  const text = cursor.value(what, 'Write a whole number, such as 10.');
  return countOfLiteral(text) ?? cursor.fail(`Expected ${what}`, 'Write a whole number, such as 10.', token);
}

/** Whether a number stands here. */
export function atCount(cursor: Cursor): boolean {
  return cursor.token.kind === 'word' && countOfLiteral(cursor.token.text) !== undefined;
}

/** `if (filter)`, or null. */
export function parseCondition(cursor: Cursor): Filter | null {
  if (!cursor.accept('if')) return null;
  cursor.expect('(', 'Write the condition in parentheses: if (level:error).');
  if (cursor.accept(')')) return { kind: 'all' };
  const filter = parseFilter(cursor);
  cursor.expect(')', 'Close the parenthesis of the condition.');
  return filter;
}

/** `keep_original_fields` and `skip_empty_results`, in any order. */
export function parseWriteRules(cursor: Cursor): WriteRules {
  const rules = { keepOriginal: false, skipEmpty: false };
  for (;;) {
    if (cursor.accept('keep_original_fields')) rules.keepOriginal = true;
    else if (cursor.accept('skip_empty_results')) rules.skipEmpty = true;
    else return rules;
  }
}

/** `keyword field`, or `_msg`. */
export function parseFieldAfter(cursor: Cursor, keyword: string): string {
  return cursor.accept(keyword) ? parseField(cursor) : '_msg';
}

/** A text in quotes, or one that touches. */
export function parseText(cursor: Cursor, what: string): string {
  return cursor.compound(what, 'Write it in quotes.', true);
}

/** Whether a pipe ends here. */
export function atPipeEnd(cursor: Cursor): boolean {
  return cursor.atEnd || cursor.is('|', ')');
}
