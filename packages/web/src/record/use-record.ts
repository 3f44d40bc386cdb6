import type { LogRecord } from '@logboom/core';
import { useQuery } from '@tanstack/react-query';
import type { Feed } from '../data/feed.ts';
import { fetchRecord, fetchSurrounding, fetchTrace } from '../data/records.ts';

const LOOKED_AT = 20_000;
const AROUND = 12;
const MOST_OF_TRACE = 1000;

/** The record from the rows at hand, else from the server: a link to a record works on its own. */
export function useRecord(feed: Feed, id: string) {
  return useQuery({
    queryKey: ['record', id],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async ({ signal }): Promise<LogRecord | null> => {
      for (let index = 0; index < LOOKED_AT; index++) {
        const record = feed.row(index)?.record;
        if (record === undefined) break;
        if (record.id === id) return record;
      }
      return fetchRecord(id, signal);
    },
  });
}

/** What the same source logged just before and after, oldest first. */
export function useSurrounding(id: string) {
  return useQuery({
    queryKey: ['surrounding', id],
    queryFn: ({ signal }) => fetchSurrounding(id, AROUND, signal),
  });
}

/** The records of one trace, oldest first. */
export function useTrace(trace: string) {
  return useQuery({
    queryKey: ['trace', trace],
    queryFn: ({ signal }) => fetchTrace(trace, MOST_OF_TRACE, signal),
  });
}
