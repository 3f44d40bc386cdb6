import { QueryError } from '../error.ts';
import { MAX_QUERY_LENGTH } from '../limits.ts';
import { unquote } from '../text/unquote.ts';
import { isWordCode } from '../text/words.ts';

/** One piece of a query. */
export interface Token {
  kind: 'word' | 'quoted' | 'symbol' | 'end';
  /** What it means: without its quotes. */
  text: string;
  /** As it stands in the query. */
  raw: string;
  start: number;
  /** Whether blanks or a comment stand before it: what touches belongs together (`foo-bar`). */
  spaceBefore: boolean;
}

const DOUBLE_SYMBOLS = new Set(['=~', '!=', '!~', '>=', '<=']);

/** Splits a query into tokens; the last one is of kind `end`. Comments run from `#` to the end of a line. */
export function tokenize(source: string): Token[] {
  if (source.length > MAX_QUERY_LENGTH) {
    const hint = `Shorten it to ${MAX_QUERY_LENGTH} characters; put long lists of values into a subquery.`;
    throw new QueryError(
      '',
      0,
      source.slice(0, 20),
      `A query of ${source.length} characters is too long`,
      hint,
    );
  }
  const tokens: Token[] = [];
  let at = 0;
  for (;;) {
    const start = skipBlanks(source, at);
    const spaceBefore = start > at;
    if (start >= source.length) {
      tokens.push({ kind: 'end', text: '', raw: '', start: source.length, spaceBefore });
      return tokens;
    }
    const token = readToken(source, start);
    token.spaceBefore = spaceBefore;
    tokens.push(token);
    at = start + token.raw.length;
  }
}

function skipBlanks(source: string, from: number): number {
  let at = from;
  for (;;) {
    while (at < source.length && /\s/.test(source[at]!)) at++;
    if (source[at] !== '#') return at;
    const line = source.indexOf('\n', at);
    at = line < 0 ? source.length : line + 1;
  }
}

function readToken(source: string, start: number): Token {
  const first = source[start]!;
  if (first === '"' || first === "'" || first === '`') return readQuoted(source, start);
  let end = start;
  while (end < source.length) {
    const code = source.codePointAt(end)!;
    if (code !== 46 && !isWordCode(code)) break;
    end += code > 0xffff ? 2 : 1;
  }
  const kind = end > start ? 'word' : 'symbol';
  if (end === start) {
    end += source.codePointAt(start)! > 0xffff ? 2 : 1;
    if (DOUBLE_SYMBOLS.has(source.slice(start, start + 2))) end = start + 2;
  }
  const raw = source.slice(start, end);
  return { kind, text: raw, raw, start, spaceBefore: false };
}

function readQuoted(source: string, start: number): Token {
  const read = unquote(source, start);
  if (!read.ok) {
    const hint =
      'Close the quote, write \\\\ for a backslash, or use `backticks`, inside which nothing is escaped.';
    throw new QueryError(source, read.at, source.slice(read.at, read.at + 20), read.problem, hint);
  }
  const raw = source.slice(start, read.end);
  return { kind: 'quoted', text: read.text, raw, start, spaceBefore: false };
}
