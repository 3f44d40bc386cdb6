import { LogboomError } from '@logboom/core';

/** Where a query cannot be understood. All offsets count UTF-16 units, as JavaScript strings do. */
export interface QueryErrorDetail {
  /** Offset into the query, from 0. */
  position: number;
  /** Line and column, from 1. */
  line: number;
  column: number;
  /** The offending piece of the query; empty at its end. */
  token: string;
  /** What to write instead. */
  hint: string;
}

/**
 * A query that cannot be parsed or carried out: `code` is `LB_QUERY_INVALID`, the HTTP status 400.
 *
 * @example
 * try { parseQuery('error | limit'); }
 * catch (error) { if (error instanceof QueryError) mark(error.position, error.hint); }
 */
export class QueryError extends LogboomError implements QueryErrorDetail {
  readonly position: number;
  readonly line: number;
  readonly column: number;
  readonly token: string;
  readonly hint: string;

  constructor(
    query: string,
    position: number,
    token: string,
    problem: string,
    hint: string,
    cause?: unknown,
  ) {
    const before = query.slice(0, position);
    const line = before.split('\n').length;
    const column = position - before.lastIndexOf('\n');
    const found = token === '' ? 'the end of the query' : `"${shorten(token)}"`;
    const reason = `${problem} at line ${line}, column ${column}, found ${found}. ${hint}`;
    super('LB_QUERY_INVALID', { reason }, cause === undefined ? undefined : { cause });
    this.name = 'QueryError';
    this.position = position;
    this.line = line;
    this.column = column;
    this.token = token;
    this.hint = hint;
  }
}

const LONGEST_SHOWN = 60;

function shorten(text: string): string {
  return text.length <= LONGEST_SHOWN ? text : `${text.slice(0, LONGEST_SHOWN)}…`;
}
