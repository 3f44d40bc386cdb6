import type { Filter } from '../ast/filter.ts';
import { COMPARISONS, parseComparison } from './comparison.ts';
import type { Cursor } from './cursor.ts';
import { FUNCTIONS } from './functions.ts';
import { checkRegexp } from './regexp.ts';
import { parseStream } from './stream.ts';
import { parseTime } from './time.ts';

const HINT = 'Write a word, a "quoted phrase", field:value, or * for everything.';

/** Filters joined by `or`, the weakest operator. `field` is what an enclosing `field:(...)` gave, or empty. */
export function parseFilter(cursor: Cursor, field = ''): Filter {
  return cursor.nested(() => {
    const filters = [parseAnd(cursor, field)];
    while (cursor.accept('or')) filters.push(parseAnd(cursor, field));
    return joined('or', filters);
  });
}

function parseAnd(cursor: Cursor, field: string): Filter {
  const filters = [parseNegation(cursor, field)];
  while (!cursor.atEnd && !cursor.is('or', '|', ')')) {
    cursor.accept('and');
    filters.push(parseNegation(cursor, field));
  }
  return joined('and', filters);
}

/** One filter, or a list without its nested lists of the same kind: `(a b) c` is `a b c`. */
function joined(kind: 'and' | 'or', filters: Filter[]): Filter {
  if (filters.length === 1) return filters[0]!;
  return { kind, filters: filters.flatMap((filter) => (filter.kind === kind ? filter.filters : [filter])) };
}

function parseNegation(cursor: Cursor, field: string): Filter {
  if (!cursor.accept('not', '!', '-')) return parseOne(cursor, field);
  return cursor.nested(() => negated(parseNegation(cursor, field)));
}

function negated(filter: Filter): Filter {
  return filter.kind === 'not' ? filter.filter : { kind: 'not', filter };
}

function parseOne(cursor: Cursor, field: string): Filter {
  if (cursor.accept('(')) {
    const filter = parseFilter(cursor, field);
    cursor.expect(')', 'Close the parenthesis.');
    return filter;
  }
  if (cursor.is('{')) {
    if (field !== '' && field !== '_stream')
      cursor.fail(`A stream filter on "${field}"`, 'Use it alone or with _stream:');
    return parseStream(cursor);
  }
  if (cursor.accept('*')) return field === '' ? { kind: 'all' } : { kind: 'any', field };
  if (cursor.accept('=')) return parseExact(cursor, nameOf(field));
  if (cursor.accept('!=')) return negated(parseExact(cursor, nameOf(field)));
  if (cursor.accept('~', '=~')) return parseRegexp(cursor, nameOf(field));
  if (cursor.accept('!~')) return negated(parseRegexp(cursor, nameOf(field)));
  if (cursor.is(...COMPARISONS)) return parseComparison(cursor, nameOf(field));
  const called = FUNCTIONS.get(cursor.token.kind === 'word' ? cursor.token.text.toLowerCase() : '');
  if (
    called !== undefined &&
    ['(', '['].includes(cursor.following.text) &&
    cursor.following.kind === 'symbol'
  ) {
    const token = cursor.advance();
    return called(cursor, nameOf(field), token);
  }
  if (cursor.is('and', 'or')) {
    cursor.fail(
      'Expected a filter',
      'An operator stands between two filters; quote the word to search for it.',
    );
  }
  return parsePhrase(cursor, field);
}

/** The field that a filter without a name is about. */
function nameOf(field: string): string {
  return field === '' ? '_msg' : field;
}

function parsePhrase(cursor: Cursor, field: string): Filter {
  const text = cursor.compound('a filter', HINT, field !== '');
  if (field === '' && cursor.accept(':')) return parseNamed(cursor, text);
  const isPrefix = acceptStar(cursor);
  if (isPrefix && cursor.is(':')) {
    cursor.fail('A field name with a star', 'Name one field in front of the colon.');
  }
  if (isPrefix) return prefixOf(nameOf(field), text, false);
  return phraseOf(nameOf(field), text, false);
}

/** A phrase filter; an empty one asks for an empty value. */
export function phraseOf(field: string, text: string, ignoreCase: boolean): Filter {
  return text === '' ? { kind: 'empty', field } : { kind: 'phrase', field, text, ignoreCase };
}

/** A prefix filter; an empty prefix asks for any value. */
export function prefixOf(field: string, text: string, ignoreCase: boolean): Filter {
  return text === '' ? { kind: 'any', field } : { kind: 'prefix', field, text, ignoreCase };
}

/** Accepts a star that touches what stands before it; what follows must not touch the star. */
export function acceptStar(cursor: Cursor): boolean {
  if (!cursor.is('*') || cursor.token.spaceBefore) return false;
  cursor.advance();
  const { kind, spaceBefore } = cursor.token;
  if ((kind === 'word' || kind === 'quoted') && !spaceBefore) {
    cursor.fail('Text after a star', 'A star may only end a prefix; use ~"regexp" for anything else.');
  }
  return true;
}

function parseNamed(cursor: Cursor, name: string): Filter {
  if (name === '')
    cursor.fail('Expected the name of a field', 'Write a name in front of the colon, such as level:error.');
  if (cursor.atEnd || cursor.is('|', ')', ',', 'or', 'and')) {
    cursor.fail(
      `Expected a filter after "${name}:"`,
      `Write a value, "" for an empty field, or * for any value.`,
    );
  }
  if (name === '_time') return parseTimeGroup(cursor);
  if (name === '_stream' && cursor.is('{')) return parseStream(cursor);
  return parseNegation(cursor, name);
}

/** Time filters may be grouped and negated as others: `_time:(5m or day_range[08:00, 09:00])`. */
function parseTimeGroup(cursor: Cursor): Filter {
  if (cursor.accept('not', '!')) return cursor.nested(() => negated(parseTimeGroup(cursor)));
  if (!cursor.is('(') || isOpenRange(cursor)) return parseTime(cursor);
  cursor.advance();
  return cursor.nested(() => {
    const alternatives: Filter[] = [];
    do {
      const parts = [parseTimeGroup(cursor)];
      while (!cursor.atEnd && !cursor.is('or', '|', ')')) {
        cursor.accept('and');
        parts.push(parseTimeGroup(cursor));
      }
      alternatives.push(joined('and', parts));
    } while (cursor.accept('or'));
    cursor.expect(')', 'Close the parenthesis.');
    return joined('or', alternatives);
  });
}

/** Whether a parenthesis begins `(from, to]` rather than a group. */
function isOpenRange(cursor: Cursor): boolean {
  const back = cursor.mark();
  cursor.advance();
  while (!cursor.atEnd && !cursor.is(',', ')', ']', '(', '[', 'or', 'and')) cursor.advance();
  const found = cursor.is(',');
  back();
  return found;
}

function parseExact(cursor: Cursor, field: string): Filter {
  const text = cursor.compound('a value after =', 'Write ="the whole value", or ="its beginning"*.', true);
  if (acceptStar(cursor)) return text === '' ? { kind: 'any', field } : { kind: 'exact_prefix', field, text };
  return text === '' ? { kind: 'empty', field } : { kind: 'exact', field, text };
}

function parseRegexp(cursor: Cursor, field: string): Filter {
  const token = cursor.token;
  const pattern = cursor.value('a regular expression', 'Write it in quotes: ~"err|warn".');
  checkRegexp(cursor, pattern, token);
  return { kind: 'regexp', field, pattern };
}
