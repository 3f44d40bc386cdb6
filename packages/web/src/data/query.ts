import { request } from './api-error.ts';
import { takeEarly } from './early.ts';

export interface QueryOptions {
  query: string;
  limit: number;
  /** RFC 3339, inclusive. */
  start?: string | undefined;
  /** RFC 3339, inclusive. */
  end?: string | undefined;
  signal?: AbortSignal;
}

/** Whether a text narrows anything; the empty query means every record. */
export const queryOrAll = (query: string): string => (query.trim() === '' ? '*' : query);

/** Records of the past as JSON texts, newest first unless the query sorts. @throws ApiError */
export async function fetchRecords(options: QueryOptions): Promise<string[]> {
  const body = new URLSearchParams({ query: queryOrAll(options.query), limit: String(options.limit) });
  if (options.start !== undefined) body.set('start', options.start);
  if (options.end !== undefined) body.set('end', options.end);
  const init: RequestInit = { method: 'POST', body };
  if (options.signal) init.signal = options.signal;
  const response = await request('/api/v1/query', init, takeEarly(body));
  const text = await response.text();
  return text.split('\n').filter((line) => line !== '');
}
