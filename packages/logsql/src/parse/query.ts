import type { Query, QueryOptions } from '../ast/query.ts';
import { countOfLiteral } from '../text/number.ts';
import { Cursor } from './cursor.ts';
import { parseFilter } from './filter.ts';
import { parsePipes } from './pipes.ts';

/**
 * Reads a LogsQL query.
 *
 * @throws {QueryError} with the position, the offending token and a hint, if it cannot be read.
 * @see https://docs.victoriametrics.com/victorialogs/logsql/
 * @example
 * parseQuery('_time:5m error | stats by (service) count() as errors | sort by (errors desc)');
 */
export function parseQuery(text: string): Query {
  const cursor = new Cursor(text);
  if (cursor.atEnd) cursor.fail('An empty query', 'Write * for everything, or a word to search for.');
  const query = parseQueryBody(cursor);
  if (!cursor.atEnd) cursor.fail('Expected the end of the query', hintFor(cursor));
  return query;
}

function hintFor(cursor: Cursor): string {
  if (cursor.is(')')) return 'Remove the parenthesis, or open it before.';
  return 'Put | in front of a pipe, and quote a text with special characters.';
}

/** A query up to its end or to a closing parenthesis. */
export function parseQueryBody(cursor: Cursor): Query {
  const options = parseOptions(cursor);
  const filter = parseFilter(cursor);
  return { options, filter, pipes: parsePipes(cursor) };
}

function parseOptions(cursor: Cursor): QueryOptions {
  const options: QueryOptions = { concurrency: 0, ignoreGlobalTimeFilter: false };
  if (!cursor.is('options') || cursor.following.text !== '(') return options;
  const hint = 'Options are concurrency=N and ignore_global_time_filter=true.';
  cursor.advance();
  cursor.advance();
  while (!cursor.accept(')')) {
    const name = cursor.advance();
    cursor.expect('=', hint);
    const value = cursor.advance();
    if (name.text === 'concurrency') {
      const count = countOfLiteral(value.text);
      options.concurrency = count ?? cursor.fail('Expected a whole number', hint, value);
    } else if (name.text === 'ignore_global_time_filter' && /^(?:true|false)$/.test(value.text)) {
      options.ignoreGlobalTimeFilter = value.text === 'true';
    } else {
      cursor.fail(`An unknown option "${name.text}=${value.text}"`, hint, name);
    }
    if (!cursor.is(')')) cursor.expect(',', hint);
  }
  return options;
}
