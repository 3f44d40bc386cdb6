import type { LogRecord } from '@logboom/core';
import { ApiError, request } from './api-error.ts';
import { exactTerm } from './filter-text.ts';
import { fetchRecords } from './query.ts';
import { readRecord } from './row.ts';

/** A record by its id; null when it is not stored (any more). @throws ApiError */
export async function fetchRecord(id: string, signal: AbortSignal): Promise<LogRecord | null> {
  try {
    const response = await request(`/api/v1/records/${encodeURIComponent(id)}`, { signal });
    return readRecord(await response.text());
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return null;
    throw error;
  }
}

/** What the same source logged around a record, that record included, oldest first. @throws ApiError */
export async function fetchSurrounding(id: string, each: number, signal: AbortSignal): Promise<LogRecord[]> {
  const path = `/api/v1/records/${encodeURIComponent(id)}/context?before=${each}&after=${each}`;
  const answer = (await (await request(path, { signal })).json()) as {
    before: LogRecord[];
    record: LogRecord;
    after: LogRecord[];
  };
  return [...answer.before, answer.record, ...answer.after];
}

/** The records of one trace, oldest first. @throws ApiError */
export async function fetchTrace(trace: string, limit: number, signal: AbortSignal): Promise<LogRecord[]> {
  const query = `${exactTerm('trace_id', trace)} | sort by (_time)`;
  return (await fetchRecords({ query, limit, signal })).map(readRecord);
}
