import { hasPipes } from '../data/pipes.ts';
import { queryOrAll } from '../data/query.ts';
import { fetchRows } from '../data/rows.ts';
import { type Bounds, boundsOf, type TimeRange } from '../data/time-range.ts';

export const FORMATS = ['ndjson', 'json', 'csv'] as const;
export type Format = (typeof FORMATS)[number];

/**
 * Lets the browser save the whole answer of a query, straight from the server to the disk, so its size does
 * not matter.
 *
 * @returns how many records it has; undefined for an answer of pipes @throws ApiError
 */
export async function exportResult(
  query: string,
  range: TimeRange,
  format: Format,
): Promise<number | undefined> {
  const bounds = boundsOf(range, Date.now());
  // Asks first: what the query does wrong is told here, not by a download that fails.
  const count = await countOf(query, bounds);
  const name = `logboom-${new Date().toISOString().slice(0, 19).replaceAll(':', '')}.${format}`;
  const whole = hasPipes(query) ? query : `${queryOrAll(query)} | sort by (_time desc)`;
  const parameters = new URLSearchParams({ query: whole, format, download: name, ...bounds });
  const link = document.createElement('a');
  link.href = `/select/logsql/query?${parameters}`;
  link.download = name;
  link.click();
  return count;
}

async function countOf(query: string, bounds: Bounds): Promise<number | undefined> {
  const { signal } = new AbortController();
  if (hasPipes(query)) {
    await fetchRows(query, bounds, 1, signal);
    return undefined;
  }
  const [row] = await fetchRows(`${queryOrAll(query)} | stats count() as records`, bounds, 1, signal);
  return Number(row?.records ?? 0);
}
