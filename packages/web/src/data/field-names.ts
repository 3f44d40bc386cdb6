import { request } from './api-error.ts';
import { queryOrAll } from './query.ts';
import type { Bounds } from './time-range.ts';

/** A value with the number of records that have it, as VictoriaLogs' answers give them. */
interface ValueHits {
  value: string;
  hits: number;
}

async function fetchValues(
  path: string,
  query: string,
  bounds: Bounds,
  more: Record<string, string>,
): Promise<string[]> {
  const body = new URLSearchParams({ query: queryOrAll(query), ...bounds, ...more });
  const response = await request(path, { method: 'POST', body });
  const answer = (await response.json()) as { values?: ValueHits[] };
  return (answer.values ?? []).map(({ value }) => value);
}

/** Names of the fields that records of a query have. @throws ApiError */
export const fetchFieldNames = (query: string, bounds: Bounds): Promise<string[]> =>
  fetchValues('/select/logsql/field_names', query, bounds, {});

/** The most frequent values of a field. @throws ApiError */
export const fetchFieldValues = (
  query: string,
  field: string,
  bounds: Bounds,
  limit: number,
): Promise<string[]> =>
  fetchValues('/select/logsql/field_values', query, bounds, { field, limit: String(limit) });
