import { fetchRows } from '../data/rows.ts';
import { boundsOf, type TimeRange } from '../data/time-range.ts';
import { saveText } from '../ui/save-text.ts';
import { type Format, MEDIA, writeRows } from './formats.ts';

export const EXPORT_LIMIT = 100_000;

/** Saves the answer of a query as a file. @returns how many rows it has @throws ApiError */
export async function exportResult(query: string, range: TimeRange, format: Format): Promise<number> {
  const rows = await fetchRows(
    query,
    boundsOf(range, Date.now()),
    EXPORT_LIMIT,
    new AbortController().signal,
  );
  const name = `logboom-${new Date().toISOString().slice(0, 19).replaceAll(':', '')}.${format}`;
  saveText(writeRows(rows, format), name, MEDIA[format]);
  return rows.length;
}
