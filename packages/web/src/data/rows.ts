import { request } from './api-error.ts';
import { queryOrAll } from './query.ts';
import type { Bounds } from './time-range.ts';

/** A row of an answer: field → value, with LogsQL's names. */
export type ResultRow = Record<string, string>;

/** The rows of any query, pipes included, as `/select/logsql/query` gives them. @throws ApiError */
export async function fetchRows(
  query: string,
  bounds: Bounds,
  limit: number,
  signal: AbortSignal,
): Promise<ResultRow[]> {
  const body = new URLSearchParams({ query: queryOrAll(query), limit: String(limit), ...bounds });
  const response = await request('/select/logsql/query', { method: 'POST', body, signal });
  const text = await response.text();
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as ResultRow);
}
