import type { Filter, ListKind } from '../ast/filter.ts';
import { parseIpv4, parseIpv4Network } from '../text/ipv4.ts';
import { countOfLiteral, numberOfLiteral } from '../text/number.ts';
import { VALUE_TYPES } from '../text/value-type.ts';
import type { Cursor } from './cursor.ts';
import { acceptStar, phraseOf, prefixOf } from './filter.ts';
import type { Token } from './lexer.ts';
import { checkRegexp } from './regexp.ts';
import { parseSubquery } from './subquery.ts';

type FunctionParser = (cursor: Cursor, field: string, name: Token) => Filter;

/** The filters that are written as a function, by name; the cursor stands on their bracket. */
export const FUNCTIONS: ReadonlyMap<string, FunctionParser> = new Map<string, FunctionParser>([
  ['i', parseIgnoreCase],
  ['exact', parseExactCall],
  ['re', parseRegexpCall],
  ['seq', (cursor, field) => ({ kind: 'seq', field, phrases: parseArguments(cursor) })],
  ['in', (cursor, field) => parseList(cursor, field, 'in')],
  ['contains_all', (cursor, field) => parseList(cursor, field, 'contains_all')],
  ['contains_any', (cursor, field) => parseList(cursor, field, 'contains_any')],
  ['range', parseRange],
  ['ipv4_range', parseIpv4Range],
  ['string_range', parseStringRange],
  ['len_range', parseLengthRange],
  ['value_type', parseValueType],
  ['eq_field', (cursor, field, name) => ({ kind: 'eq_field', field, other: parseOneArgument(cursor, name) })],
  ['le_field', (cursor, field, name) => ({ kind: 'le_field', field, other: parseOneArgument(cursor, name) })],
  ['lt_field', (cursor, field, name) => ({ kind: 'lt_field', field, other: parseOneArgument(cursor, name) })],
]);

/** `(a, "b c", d)`: values, of which each may be a star. */
export function parseArguments(cursor: Cursor): string[] {
  const hint = 'Write values with commas between them; quote those with blanks or brackets.';
  cursor.expect('(', hint);
  const values: string[] = [];
  while (!cursor.accept(')')) {
    values.push(cursor.value('a value', hint));
    if (!cursor.is(')')) cursor.expect(',', hint);
  }
  return values;
}

function parseSome(cursor: Cursor, name: Token, least: number, most: number): string[] {
  const values = parseArguments(cursor);
  if (values.length < least || values.length > most) {
    const wanted = least === most ? `${least}` : `${least} or ${most}`;
    cursor.fail(`${name.text} with ${values.length} values`, `It takes ${wanted}.`, name);
  }
  return values;
}

function parseOneArgument(cursor: Cursor, name: Token): string {
  return parseSome(cursor, name, 1, 1)[0]!;
}

/** `(phrase)` or `(phrase*)`. */
function parsePhraseArgument(cursor: Cursor): { text: string; star: boolean } {
  const hint = 'Write one word or one "quoted phrase", with a star after it for a prefix.';
  cursor.expect('(', hint);
  const text = cursor.is('*') ? '' : cursor.compound('a phrase', hint, true);
  const star = text === '' && cursor.accept('*') ? true : acceptStar(cursor);
  cursor.expect(')', hint);
  return { text, star };
}

function parseIgnoreCase(cursor: Cursor, field: string): Filter {
  const { text, star } = parsePhraseArgument(cursor);
  return star ? prefixOf(field, text, true) : phraseOf(field, text, true);
}

function parseExactCall(cursor: Cursor, field: string): Filter {
  const { text, star } = parsePhraseArgument(cursor);
  if (text === '') return { kind: star ? 'any' : 'empty', field };
  return { kind: star ? 'exact_prefix' : 'exact', field, text };
}

function parseRegexpCall(cursor: Cursor, field: string, name: Token): Filter {
  const pattern = parseOneArgument(cursor, name);
  checkRegexp(cursor, pattern, name);
  return { kind: 'regexp', field, pattern };
}

function parseList(cursor: Cursor, field: string, kind: ListKind): Filter {
  const back = cursor.mark();
  cursor.advance();
  // in(*) is what a dashboard's variable "all" becomes.
  if (cursor.accept('*') && cursor.accept(')')) return { kind: 'all' };
  back();
  const values = tryValues(cursor);
  if (values !== undefined) return { kind, field, values };
  back();
  return { kind: `${kind}_query`, field, query: parseSubquery(cursor) };
}

/** The values of a list, or undefined if it is a query instead. */
function tryValues(cursor: Cursor): string[] | undefined {
  cursor.advance();
  const values: string[] = [];
  while (!cursor.accept(')')) {
    if (cursor.atEnd || cursor.is('|', '(', '[', ']', ',')) return undefined;
    values.push(cursor.value('a value', ''));
    if (!cursor.accept(',') && !cursor.is(')')) return undefined;
  }
  return values;
}

function parseRange(cursor: Cursor, field: string): Filter {
  const fromOpen = parseOpening(cursor);
  const from = parseBound(cursor);
  cursor.expect(',', 'Write two bounds: range[1, 10).');
  const to = parseBound(cursor);
  return { kind: 'range', field, from, to, open: { from: fromOpen, to: parseClosing(cursor) } };
}

/** Reads `[` (false) or `(` (true): whether the bound is left out. */
export function parseOpening(cursor: Cursor): boolean {
  if (cursor.accept('[')) return false;
  cursor.expect('(', 'Begin the range with [ to include its first bound, or ( to leave it out.');
  return true;
}

export function parseClosing(cursor: Cursor): boolean {
  if (cursor.accept(']')) return false;
  cursor.expect(')', 'End the range with ] to include its last bound, or ) to leave it out.');
  return true;
}

function parseBound(cursor: Cursor): string {
  const hint = 'Write a number: 10, 1.5, 10KiB, 5m, inf.';
  const token = cursor.token;
  const text = cursor.value('a number', hint);
  if (Number.isNaN(numberOfLiteral(text))) cursor.fail('Expected a number', hint, token);
  return text;
}

function parseIpv4Range(cursor: Cursor, field: string, name: Token): Filter {
  const [from = '', to = ''] = parseSome(cursor, name, 1, 2);
  const valid =
    to === '' ? parseIpv4Network(from) !== undefined : [from, to].every((ip) => parseIpv4(ip) !== undefined);
  if (!valid) {
    cursor.fail(
      'An IPv4 range that cannot be read',
      'Write ipv4_range(1.2.3.0, 1.2.3.255) or ipv4_range("1.2.3.0/24").',
      name,
    );
  }
  return { kind: 'ipv4_range', field, from, to };
}

function parseStringRange(cursor: Cursor, field: string, name: Token): Filter {
  const [from = '', to = ''] = parseSome(cursor, name, 2, 2);
  return { kind: 'string_range', field, from, to };
}

function parseLengthRange(cursor: Cursor, field: string, name: Token): Filter {
  const [from = '', to = ''] = parseSome(cursor, name, 2, 2);
  const valid =
    countOfLiteral(from) !== undefined &&
    (countOfLiteral(to) !== undefined || numberOfLiteral(to) === Infinity);
  if (!valid)
    cursor.fail(
      'A length range that cannot be read',
      'Write two whole numbers: len_range(5, 10), len_range(5, inf).',
      name,
    );
  return { kind: 'len_range', field, from, to };
}

function parseValueType(cursor: Cursor, field: string, name: Token): Filter {
  const type = parseOneArgument(cursor, name);
  if (!VALUE_TYPES.includes(type))
    cursor.fail(`An unknown type "${type}"`, `Types are ${VALUE_TYPES.join(', ')}.`, name);
  return { kind: 'value_type', field, type };
}
