import type { Diagnostic } from '@codemirror/lint';
import { parseQuery, QueryError } from '@logboom/logsql';

/** What the language itself says of a query, at its place; nothing for the empty query. */
export function check(query: string): Diagnostic[] {
  if (query.trim() === '') return [];
  try {
    parseQuery(query);
    return [];
  } catch (error) {
    if (!(error instanceof QueryError)) throw error;
    const from = Math.min(error.position, query.length);
    const to = Math.min(query.length, from + Math.max(1, error.token.length));
    // At the end there is nothing to underline but the last character.
    return [
      { from: from === to ? Math.max(0, from - 1) : from, to, severity: 'error', message: error.message },
    ];
  }
}
