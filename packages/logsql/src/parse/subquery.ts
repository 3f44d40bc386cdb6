import type { Query } from '../ast/query.ts';
import { columnOfSubquery } from '../ast/subquery.ts';
import type { Cursor } from './cursor.ts';
import { parseQueryBody } from './query.ts';

/** `(query)`. */
export function parseQueryInParentheses(cursor: Cursor): Query {
  cursor.expect('(', 'Write a query in parentheses.');
  const query = cursor.nested(() => parseQueryBody(cursor));
  cursor.expect(')', 'Close the parenthesis of the inner query.');
  return query;
}

/** `(query | fields name)`: a query whose values of one field are meant. */
export function parseSubquery(cursor: Cursor): Query {
  const start = cursor.token;
  const query = parseQueryInParentheses(cursor);
  if (columnOfSubquery(query) === undefined) {
    cursor.fail(
      'An inner query that gives more than one field',
      'End it with | fields name or | uniq by (name).',
      start,
    );
  }
  return query;
}
