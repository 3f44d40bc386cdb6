import { chunksOf } from './http/chunks.ts';
import type { Connection } from './http/connection.ts';
import { readLines } from './http/lines.ts';
import type { Row } from './row.ts';

export interface QueryOptions {
  /** The most rows. */
  limit?: number | undefined;
  /** From when, RFC 3339 or a duration ago (`5m`). */
  start?: string | undefined;
  /** Until when. */
  end?: string | undefined;
  /** Told at the end of a whole answer; an answer that breaks off throws instead. */
  onSummary?: ((summary: QuerySummary) => void) | undefined;
  signal?: AbortSignal | undefined;
}

/** What an answer says of itself. */
export interface QuerySummary {
  complete: boolean;
  rows: number;
  milliseconds: number;
  /** Bytes of records that were acknowledged and not yet in the store: newer than the answer. */
  pending_bytes: number;
}

/** What a query would do. */
export interface Explanation {
  /** The statement, with placeholders for the values of the query. */
  sql: string;
  /** The engine's plan. */
  plan: string;
  /** What would be read at most, by table. */
  estimate: { database: string; table: string; parts: string; rows: string; marks: string }[];
}

/** The rows of a LogsQL query, as they arrive. */
export async function* readRows(
  connection: Connection,
  query: string,
  options: QueryOptions,
): AsyncGenerator<Row> {
  const { onSummary, signal = null } = options;
  const body = queryParameters(query, options);
  if (onSummary !== undefined) body.set('summary', '1');
  const { body: stream } = await connection.stream('/select/logsql/query', { method: 'POST', body, signal });
  const lines = readLines(connection.guarded(chunksOf(stream), signal));
  for await (const line of lines) {
    if (line === '') continue;
    const row = JSON.parse(line) as Row | { _summary: QuerySummary };
    // A field of a record is always a text.
    if (typeof row._summary === 'object') onSummary?.(row._summary);
    else yield row as Row;
  }
}

/** The parameters of a request, as a form. */
export function queryParameters(query: string, { limit, start, end }: QueryOptions): URLSearchParams {
  const body = new URLSearchParams({ query });
  if (limit !== undefined) body.set('limit', String(limit));
  if (start !== undefined) body.set('start', start);
  if (end !== undefined) body.set('end', end);
  return body;
}
